"""Django's PostgreSQL backend, which opens the municipality's scope at the start of every transaction."""
