"""Allow ``python -m corridors``."""

from corridors.cli.main import run

run()
