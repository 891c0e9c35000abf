"""`python -m samehand.cli`."""

from samehand.cli import main

main()
