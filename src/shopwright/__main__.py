"""Let `python -m shopwright` do what the `shopwright` command does."""

from shopwright.cli import main

main()
