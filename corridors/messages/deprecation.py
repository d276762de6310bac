"""Messages about things that will go."""

from __future__ import annotations

DEPRECATION: dict[str, dict[str, str]] = {
    "deprecated": {
        "zh": "{old} 自 corridors {since} 起不再推荐，{until} 版将取消。请改用 {instead}。",
        "en": "{old} is deprecated since corridors {since} and will be gone in {until}. Use {instead}."},
    "deprecated_note": {"zh": "即将取消：", "en": "Deprecated: "},
}
