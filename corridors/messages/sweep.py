"""Texts of sweep."""

from __future__ import annotations

SWEEP: dict[str, dict[str, str]] = {
    # ---- faults
    "sweep_draws": {"zh": "抽样次数为 {found}；至少 1 次，通常 1000 次。",
                    "en": "{found} draws; at least 1, usually 1,000."},
    "sweep_delay": {"zh": "推迟年数为 {found}；应在 0 与 {most:g} 之间。",
                    "en": "A delay of {found} years; allowed 0 to {most:g}."},
    "sweep_low_water": {"zh": "枯水期占全年的比例为 {found}；应在 0 与 1 之间，例如 0.25。",
                        "en": "{found} as the share of the year at low water; allowed 0 to 1, such as 0.25."},
    "sweep_samples": {"zh": "样本数为 {found}；至少 2，Sobol 指数须为 2 的幂（如 64、128）。",
                      "en": "{found} samples; at least 2, and a power of two (64, 128) for Sobol indices."},
    "sweep_measures": {"zh": "抽样分析不含指标 {found}；可用 time_h、cost_cny、co2_kg、distance_km 等。",
                       "en": "A sweep does not have the measures {found}; use time_h, cost_cny, co2_kg, "
                             "distance_km."},
    "sweep_pair": {"zh": "{origin}–{destination} 不在该情景比较的起讫点之中。",
                   "en": "{origin} to {destination} is not among the pairs that the scenario compares."},
    "sweep_set_wrong": {"zh": "“{found}”不是区间；应写作 参数=低:高，例如 lock.queue_max_h=24:96。",
                        "en": "“{found}” is no range; write key=low:high, such as lock.queue_max_h=24:96."},
    "sweep_set_twice": {"zh": "{name} 的区间给了两次。", "en": "The range of {name} is given twice."},
    "sweep_range_order": {"zh": "{name} 的区间下限 {low:g} 高于上限 {high:g}。",
                          "en": "The range of {name} is upside down: {low:g} to {high:g}."},
    "sweep_unknown": {"zh": "没有参数或带区间的假定值“{name}”。",
                      "en": "There is no parameter and no assumption with a range “{name}”."},
    "sweep_pattern_none": {"zh": "没有参数或假定值符合“{name}”。可写参数编号，或 lock.*、项目编号:* 等通配式。",
                           "en": "No parameter or assumption fits “{name}”. Give a key, or a pattern such as "
                                 "lock.* or project:*."},
    "sweep_salib": {"zh": "敏感性指数需要 SALib：pip install \"corridors[study]\"。",
                    "en": "Sensitivity indices need SALib: pip install \"corridors[study]\"."},
    # ---- progress
    "progress.sweep": {"zh": "抽样", "en": "Sweep"},
    "progress.sweep_read": {"zh": "查明用到的参数", "en": "parameters in use"},
    # ---- in a notebook
    "sweep.repr": {"zh": "{scenario}：{draws} 次抽样（种子 {seed}），{parameters} 个参数、{assumptions} 个项目假定值、"
                         "{delays} 个项目开通时间{season}；{rows} 行",
                   "en": "Sweep of {scenario}: {draws} draws (seed {seed}) over {parameters} parameters, "
                         "{assumptions} assumptions of projects, {delays} openings{season}; {rows} rows"},
    "sweep.repr_season": {"zh": "、枯水期", "en": ", low water"},
}
