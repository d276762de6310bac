"""Texts of the loading of a demand."""

from __future__ import annotations

LOADING: dict[str, dict[str, str]] = {
    "loading_engine_missing": {
        "zh": "缺少软件包 aequilibrae。请运行：pip install {install}，或改用 --engine own（本工具自带的路径搜索，结果相同）。",
        "en": "Package aequilibrae is missing. Run: pip install {install}, or use --engine own, the search of the toolkit, which loads the same."},
    "loading_nothing": {"zh": "需求表中的运量全部为0。", "en": "All amounts of the demand are 0."},
    "loading_number": {"zh": "{name} 为 {found}，应不小于 {least}。",
                       "en": "{name} is {found}; at least {least} is allowed."},
    "loading_objective": {
        "zh": "分担率（logit）只对综合费用有意义，这里按 {found} 选路。请改用 best 或某一方式。",
        "en": "Shares (logit) need generalised cost, here {found} is minimised. Use best or a main mode."},
    "progress.loading_loads": {"zh": "分配运量", "en": "loading"},
}
"""What the screen, the map and the faults of a loading say."""
