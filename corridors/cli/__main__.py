"""Allow ``python -m corridors.cli``."""

from corridors.cli.main import main

main()
