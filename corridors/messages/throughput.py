"""Texts of throughput."""

from __future__ import annotations

THROUGHPUT: dict[str, dict[str, str]] = {
}
