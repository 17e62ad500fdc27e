"""A municipality's home page."""
