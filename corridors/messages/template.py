"""Messages of the workbook template."""

from __future__ import annotations

TEMPLATE: dict[str, dict[str, str]] = {}
