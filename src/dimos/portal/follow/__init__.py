"""Following a case by number and code, without signing in."""
