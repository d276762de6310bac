"""Texts that objects show of themselves in a notebook, and of scenarios made in Python."""

from __future__ import annotations

NOTEBOOK: dict[str, dict[str, str]] = {
    "card.more": {"zh": "显示 {shown} 行，共 {total} 行", "en": "{shown} of {total} rows"},
    "read_only": {
        "zh": "{what}只读。要改动的副本用 .frame() 取；要改动的路网用 corridors.apply(network, [...])；要改动的情景用 scenario.with_...(...)。",
        "en": "{what} is read-only. A copy to edit is .frame(); a changed network is corridors.apply(network, [...]); "
              "a changed scenario is scenario.with_...(...)."},
    "project_not_listed": {
        "zh": "情景没有列出项目“{name}”；列出的是：{allowed}。",
        "en": "The scenario does not list project {name}; it lists: {allowed}."},
    "made.name": {"zh": "{name}（{what}）", "en": "{name} ({what})"},
    "made.and_more": {"zh": "{shown}等，另有 {count} 处", "en": "{shown} and {count} more"},
    "made.changes": {"zh": "{count} 处假设改动", "en": "{count} what-if changes"},
    "made.no_projects": {"zh": "不含项目", "en": "no projects"},
    "shown.base": {"zh": "基准", "en": "Base"},
    "shown.after": {"zh": "情景之后", "en": "After"},
    "shown.projects": {"zh": "项目", "en": "Projects"},
    "shown.leave_out": {"zh": "不计的项目", "en": "Left out"},
    "shown.parameters": {"zh": "改用的参数", "en": "Parameters"},
    "shown.what_ifs": {"zh": "假设改动（处）", "en": "What-if changes"},
    "shown.season": {"zh": "水情", "en": "Season"},
    "shown.profiles": {"zh": "用户", "en": "Profiles"},
    "shown.modes": {"zh": "主要方式", "en": "Main modes"},
    "shown.pairs": {"zh": "起讫点", "en": "Pairs"},
    "shown.measures": {"zh": "指标", "en": "Measures"},
    "shown.objective": {"zh": "路径选取", "en": "Path taken"},
    "made.stamp": {"zh": "情景 {id} · 内容哈希 {hash}", "en": "scenario {id} · content hash {hash}"},
}
