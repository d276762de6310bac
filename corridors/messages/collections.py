"""Texts of collections."""

from __future__ import annotations

COLLECTIONS: dict[str, dict[str, str]] = {
}
