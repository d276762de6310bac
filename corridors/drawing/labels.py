"""Texts of the figures: the message catalogue under ``map.``."""

from __future__ import annotations

from collections.abc import Mapping

from corridors.messages import say


def text(key: str, lang: str, own: Mapping[str, str]) -> str:
    """Look a text up: the caller's own where given, else that of the catalogue."""
    return own[key] if key in own else say(f"map.{key}", lang)
