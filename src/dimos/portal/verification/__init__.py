"""Is this document genuine, and does it still stand? By code, by QR, by upload."""
