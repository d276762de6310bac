"""Texts of loading."""

from __future__ import annotations

LOADING: dict[str, dict[str, str]] = {
}
