"""Messages of exchange with other programs."""

from __future__ import annotations

EXCHANGE: dict[str, dict[str, str]] = {}
