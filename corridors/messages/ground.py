"""The roads and railways on the ground, and driving on them."""

from __future__ import annotations

GROUND: dict[str, dict[str, str]] = {}
