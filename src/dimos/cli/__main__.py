"""`python -m dimos.cli`."""

from dimos.cli.application import main

main()
