"""Texts of critical."""

from __future__ import annotations

CRITICAL: dict[str, dict[str, str]] = {
}
