"""Texts of study."""

from __future__ import annotations

STUDY: dict[str, dict[str, str]] = {
}
