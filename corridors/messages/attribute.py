"""Texts of attribute."""

from __future__ import annotations

ATTRIBUTE: dict[str, dict[str, str]] = {
}
