"""The national face: what Dimos is, and the directory of municipalities."""
