"""Messages of folders of one's own."""

from __future__ import annotations

WORKSPACE: dict[str, dict[str, str]] = {}
