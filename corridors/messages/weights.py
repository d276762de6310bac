"""Weights of pairs, the sectors of the annex, and what single projects help."""

from __future__ import annotations

WEIGHTS: dict[str, dict[str, str]] = {
    # ---- faults
    "helped_top": {"zh": "最多列出的地点对数是 {found}；至少为 1。",
                   "en": "At most {found} pairs are asked for; at least 1."},
}
