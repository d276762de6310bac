"""Pairs year by year."""

from __future__ import annotations

TIMELINE: dict[str, dict[str, str]] = {
    # ---- faults
    "pair_wrong": {"zh": "“{found}”不是城市对；写作 起点-终点，如 南宁-上海。",
                   "en": "“{found}” is no pair; write origin-destination, such as nanning-shanghai."},
    "pair_same": {"zh": "“{found}”的起点与终点是同一地点。", "en": "“{found}” begins and ends at one place."},
    "pairs_none": {"zh": "没有给出城市对。", "en": "No pair is given."},
    "years_order": {"zh": "年份 {first} 至 {last} 不成立；须在 {base} 与 {end} 之间，且先小后大。",
                    "en": "Years {first} to {last} make no period; between {base} and {end}, the "
                          "earlier first."},
    # ---- names
    "named.plan": {"zh": "规划", "en": "plan"},
    "named.background": {"zh": "背景", "en": "background"},
    "mark.planned": {"zh": "（计划）", "en": " (planned)"},
    # ---- screen
    "head.year_end": {"zh": "年末", "en": "End of"},
    "title.timeline": {"zh": "逐年变化：{profile}，{mode}，{measure}，每{unit}，按{openings}",
                       "en": "Year by year: {profile}, {mode}, {measure}, per {unit}, by {openings}"},
    "openings.actual": {"zh": "实际开通日期", "en": "actual openings"},
    "openings.planned": {"zh": "计划日期（已开通的按实际）", "en": "planned openings (actual where known)"},
    "line.only_plan": {"zh": "只计 {plan} 点名的项目及其前提。",
                       "en": "Only what {plan} names opens, and what that requires."},
    "line.opened": {"zh": "{year} 年开通：", "en": "Opened in {year}: "},
    "line.opened_item": {"zh": "{name}（{named}项目）{mark}", "en": "{name} ({named}){mark}"},
    "line.opened_item_idle": {"zh": "{name}（{named}项目，未建模）{mark}",
                              "en": "{name} ({named}, not modelled){mark}"},
    "line.opened_item_early": {"zh": "{name}（{named}项目，作为前提计入）{mark}",
                               "en": "{name} ({named}, counted because required){mark}"},
    "line.due_item": {"zh": "{name}（{named}项目）{mark}{difference}",
                      "en": "{name} ({named}){mark} {difference}"},
    "line.due_new": {"zh": "{name}（{named}项目）{mark}由不通到通",
                     "en": "{name} ({named}){mark}: first way"},
    "line.due_unknown": {"zh": "{name}（{named}项目）{mark}不能单独去掉",
                         "en": "{name} ({named}){mark} cannot be taken out alone"},
    "line.due_elsewhere": {"zh": "没有一项单独起作用（同年项目互相替代）",
                           "en": "none alone (openings of the year replace one another)"},
    "line.due_joint": {"zh": "缺一不可（去掉任何一项，变化几乎全部消失，差值不可相加）",
                       "en": "they only work together (without either, nearly all of it is gone; "
                             "do not add them up)"},
    "line.due_rest": {"zh": "其余由同年各项目互相替代，不能归于单独一项",
                      "en": "the rest is shared by openings of the year, due to none alone"},
    "line.due_pair": {"zh": "{pair} {change}，起因：{items}", "en": "{pair} {change}: {items}"},
    "line.timeline_none": {"zh": "这些城市对在此期间没有变化。", "en": "None of these pairs changes in this period."},
    "line.timeline_basis": {
        "zh": "每年为12月31日的路网；没有开通的年份沿用上年。“由谁引起”：在当年路网中逐一去掉该项（及以它为前提的项目）后重算，"
              "差值为有减无；同年项目互相配合或替代时，各项之和不等于当年变化。标“（计划）”的只有计划日期，未必兑现；其后的资料仍说未开通的计划日期不计。",
        "en": "Each year is the network of 31 December; years without openings take over the year before. "
              "“Due to”: the network of the year with the project less the same without it (and without "
              "what requires it); openings of one year help or replace one another, so that they need "
              "not add up. “(planned)”: opens by a planned date only, which may slip; planned dates that a later page refutes do not count."},
    "line.timeline_stamp": {"zh": "数据 {data} · corridors {version}", "en": "data {data} · corridors {version}"},
    "map.timeline.title": {"zh": "逐年变化：{measure}", "en": "Year by year: {measure}"},
    "map.timeline.subtitle": {"zh": "{profile} · {mode} · 每{unit} · 按{openings}",
                              "en": "{profile} · {mode} · per {unit} · by {openings}"},
    "map.timeline.base": {"zh": "基准", "en": "base"},
    "map.timeline.changes": {"zh": "变化由谁引起（在当年路网中单独去掉该项的差值）",
                             "en": "What the changes are due to (difference when taken out of that "
                                   "year's network alone)"},
    "map.timeline.more": {"zh": "另有 {count} 条，见 effects.csv", "en": "{count} more in effects.csv"},
    "map.timeline.none": {"zh": "此期间没有变化", "en": "nothing changes in this period"},
}
