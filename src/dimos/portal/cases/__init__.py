"""The citizen's own cases."""
