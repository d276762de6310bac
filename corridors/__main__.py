"""Allow ``python -m corridors``."""

from corridors.cli.main import main

main()
