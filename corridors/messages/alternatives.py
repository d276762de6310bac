"""Alternatives of a trip, their Pareto paths and illustrative shares."""

from __future__ import annotations

ALTERNATIVES: dict[str, dict[str, str]] = {
    # ---- faults
    "alternatives_same_place": {
        "zh": "起点“{origin}”与终点“{destination}”是同一地点，无从比较方式。",
        "en": "Origin “{origin}” and destination “{destination}” are one place; there is nothing to "
              "choose between."},
    "alternatives_divisions": {"zh": "权重网格的等分数是 {found}；至少为 1。",
                               "en": "The grid of weights has {found} divisions; at least 1."},
    "choice_cost": {"zh": "{name} 的综合费用是 {found}，应为有限的数值。",
                    "en": "The generalised cost of {name} is {found}; it must be a finite number."},
    "choice_scale": {"zh": "选择模型的尺度参数是 {found}；应为不小于 0 的有限数值。",
                     "en": "The scale of the choice model is {found}; it must be finite and not "
                           "negative."},
    "choice_reference": {"zh": "尺度所参照的综合费用是 {found} 元；应大于 0。",
                         "en": "The generalised cost that the scale refers to is {found} CNY; it must "
                               "be above 0."},
    "choice_dissimilarity": {"zh": "巢内相异参数是 {found}；应大于 0 且不大于 1。",
                             "en": "The dissimilarity of the nests is {found}; it must be above 0 and "
                                   "at most 1."},
    # ---- names
    "objective.generalised": {"zh": "综合费用最小", "en": "least generalised cost"},
    "objective.time": {"zh": "时间最短", "en": "least time"},
    "objective.cost": {"zh": "费用最低", "en": "least cost"},
    "objective.co2": {"zh": "碳排放最低", "en": "least CO2"},
    "nest.road": {"zh": "公路", "en": "road"},
    "nest.rail": {"zh": "铁路", "en": "rail"},
    "nest.water": {"zh": "含水运", "en": "by water"},
    "nest.air": {"zh": "航空", "en": "air"},
    "left_out.not_found": {"zh": "不通", "en": "none"},
    "left_out.token": {"zh": "名义组合，不计", "en": "in name only, no share"},
    "left_out.duplicate": {"zh": "与{mode}是同一行程，不重复计",
                              "en": "same journey as {mode}, counted there"},
    "end.fastest": {"zh": "最快", "en": "fastest"},
    "end.cheapest": {"zh": "最省", "en": "cheapest"},
    "end.least_co2": {"zh": "碳排放最低", "en": "least CO2"},
    "name.base": {"zh": "之前", "en": "before"},
    "name.after": {"zh": "之后", "en": "after"},
    # ---- screen
    "head.time_h": {"zh": "时间（小时）", "en": "Time (h)"},
    "head.cost_cny": {"zh": "费用（元）", "en": "Cost (CNY)"},
    "head.co2_kg": {"zh": "CO2（千克）", "en": "CO2 (kg)"},
    "head.distance_km": {"zh": "主程（公里）", "en": "Main leg (km)"},
    "head.transfers": {"zh": "换装换乘（次）", "en": "Changes"},
    "head.payload": {"zh": "每船载货（吨）", "en": "Ship load (t)"},
    "head.published_hours": {"zh": "公布依据 %", "en": "Published %"},
    "head.weakest": {"zh": "最低可信度", "en": "Weakest"},
    "head.number": {"zh": "序", "en": "No."},
    "head.ends": {"zh": "特点", "en": "Which"},
    "head.nest": {"zh": "巢", "en": "Nest"},
    "head.generalised": {"zh": "综合费用（元）", "en": "Generalised cost (CNY)"},
    "head.share": {"zh": "示意份额 %（区间）", "en": "Illustrative share % (range)"},
    "title.alternatives": {"zh": "{origin} → {destination}，{profile}，每{unit}，各方式按{objective}选路",
                           "en": "{origin} → {destination}, {profile}, per {unit}, each mode by "
                                 "{objective}"},
    "title.modes": {"zh": "各主要方式", "en": "Main modes side by side"},
    "title.hours": {"zh": "时间花在哪里（小时）", "en": "Where the hours go (h)"},
    "title.pareto": {"zh": "时间、费用、碳排放互不占优的路径{state}",
                     "en": "Paths that no other beats in time, cost and CO2 together{state}"},
    "title.shares": {"zh": "方式份额（示意，不是预测）", "en": "Shares (illustrative, no forecast)"},
    "line.before": {"zh": "之前：{told}", "en": "Before: {told}"},
    "line.after": {"zh": "之后：{told}", "en": "After: {told}"},
    "line.supported": {
        "zh": "只含“受支持”的互不占优路径：每种方式以时间、费用、碳排放的 {count} 组权重求最优，合并后去掉被占优的；"
              "凸包以内的折中路径这样找不到。",
        "en": "Supported Pareto paths only: each mode is solved for {count} weightings of time, cost "
              "and CO2, merged, and beaten ones dropped; a compromise inside the convex hull is not "
              "found this way."},
    "line.shares": {
        "zh": "示意：巢式 Logit，效用 = −{scale} × 综合费用 ÷ {reference} 元（可选方式中最低者；前后对比时取之前），尺度区间 {low}–{high}，"
              "巢内相异参数 {tie}（{tie_low}–{tie_high}），均为假定，未经标定；括号内为两者取遍区间时的份额。"
              "综合费用 = 费用 + 时间价值 × 加权时间。",
        "en": "Illustrative: nested logit, utility = −{scale} × generalised cost ÷ {reference} CNY "
              "(the least on offer; that before where two states are compared), scale {low} to {high}, "
              "dissimilarity of nests {tie} ({tie_low} to {tie_high}); all assumed, none estimated. In brackets the share over both ranges. "
              "Generalised cost = money + value of time × weighted hours."},
    "line.published": {
        "zh": "“公布依据”是本行数据有公布来源的时间所占比例；适用于多行的速度与费率仍可能是假定。",
        "en": "“Published” is the part of the hours whose own row has a published source; speeds and "
              "rates that apply to many rows may still be assumed."},
    "line.legs": {"zh": "逐段行程及来源：corridors route，或 --format json。",
                  "en": "Legs and their sources: corridors route, or --format json."},
    "line.token_plain": {"zh": "* 名义组合：某一方式只用很短一段，或原路往返；不计份额。",
                         "en": "* in name only: a mode used for a short stretch, or a way run out and "
                               "back; no share."},
    # ---- components of a comparison and of a trip
    "line.route_parts": {"zh": "其中：", "en": "of which "},
    "line.changes": {"zh": "（小时）；换装换乘 {transfers} 次",
                     "en": " (h); changes of service or mode: {transfers}"},
    "title.component_changes": {"zh": "主要城市对的时间差由哪些环节而来（小时）",
                                "en": "Which components changed on the main pairs (h)"},
    "line.mode_change": {"zh": "{mode}（由{base}改为{after}）",
                         "en": "{mode} ({base} before, {after} after)"},
    "line.component_change": {
        "zh": "{profile}，{origin}–{destination}，{mode}：全程 {total} = ",
        "en": "{profile}, {origin}–{destination}, {mode}: door to door {total} = "},
}
