"""Allow ``python -m corridors.cli``."""

from corridors.cli.main import run

run()
