"""Texts of collections."""

from __future__ import annotations

COLLECTIONS: dict[str, dict[str, str]] = {
    "card.scenarios": {"zh": "{count} 个情景", "en": "Scenarios: {count}"},
    "card.collection": {"zh": "{count} 个情景的比较", "en": "Comparison of scenarios: {count}"},
    "card.stamp": {"zh": "数据 {data} · corridors {version}", "en": "data {data} · corridors {version}"},
    "card.lost": {"zh": "，变差 {count}", "en": ", {count} worse"},
    "head.base_date": {"zh": "基准", "en": "Base"},
    "head.added": {"zh": "新增项目（项）", "en": "Projects added"},
    "head.hash": {"zh": "内容哈希", "en": "Content hash"},
    "title.scenarios": {"zh": "各情景对照 · {profile}（每{unit}，之后−之前）",
                        "en": "Scenarios side by side · {profile} (per {unit}, after − base)"},
    "line.scenario_cells": {
        "zh": "各格：前后都通的城市对的平均差值（时间、费用、碳排放、里程为负是改善）；括号内为改善的对数，另列变差和新通的对数。",
        "en": "Cells: mean difference over the pairs connected in both states (less is a gain); in brackets the pairs "
              "that gain, then those that get worse and those newly connected."},
    "progress.scenarios": {"zh": "逐个情景比较", "en": "Comparing the scenarios"},
    "weights_one": {
        "zh": "权重（--weights）一次只用于一个情景；这里给出了 {count} 个。请逐个运行，或去掉 --weights。",
        "en": "Weights (--weights) go with one scenario at a time; {count} are given. Run them one by one, or leave "
              "--weights out."},
    "head.scenario": {"zh": "情景", "en": "Scenario"},
    "head.projects": {"zh": "项目", "en": "Projects"},
    "scenario_twice": {
        "zh": "两个情景的名称都是“{id}”。给其中一个换文件名，或在 Python 中用 Scenarios({{\"名称\": 情景, ...}}) 另起名称。",
        "en": "Two scenarios are called {id}. Rename one of the files, or in Python give names with "
              "Scenarios({{\"name\": scenario, ...}})."},
    "scenario_none": {"zh": "没有给出情景：至少需要一个。", "en": "No scenario is given: at least one is needed."},
    "scenario_not_in": {"zh": "没有情景“{name}”；有：{allowed}。", "en": "There is no scenario {name}; there are: {allowed}."},
    "unlike.base_date": {
        "zh": "各情景的基准日期不同，差值各自对本情景的基准而言，不宜相互比较大小。",
        "en": "The scenarios start from different base dates: each difference is against its own base, so their "
              "sizes should not be compared."},
    "unlike.season": {"zh": "各情景的水情（正常、枯水）不同。", "en": "The scenarios are of different seasons."},
    "unlike.objective": {"zh": "各情景的路径选取目标不同。", "en": "The scenarios minimise different things."},
    "unlike.question": {
        "zh": "各情景比较的城市对、方式或指标不同，各行分别列出，未作合并。",
        "en": "The scenarios compare different pairs, main modes or measures; their rows are kept apart."},
}
