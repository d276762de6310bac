"""Messages of matrices (OMX)."""

from __future__ import annotations

MATRICES: dict[str, dict[str, str]] = {}
