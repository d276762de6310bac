"""Texts of sweep."""

from __future__ import annotations

SWEEP: dict[str, dict[str, str]] = {
}
