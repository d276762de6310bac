"""Weights of pairs, the sectors of the annex, and what single projects help."""

from __future__ import annotations

WEIGHTS: dict[str, dict[str, str]] = {
    # ---- what single projects help
    "helped_top": {"zh": "最多列出的地点对数是 {found}；至少为 1。",
                   "en": "At most {found} pairs are asked for; at least 1."},
    # ---- sectors
    "sector_unknown": {
        "zh": "附件中没有名为“{name}”的产业。可用：{allowed}。",
        "en": "The annex has no sector “{name}”. Allowed: {allowed}."},
    "sector_unread": {
        "zh": "附件中“{name}”（{id}）一行的{cells}无法从存留文本中可靠读出，不能用作权重。可用：{allowed}。",
        "en": "The {cells} of “{name}” ({id}) in the annex could not be read safely from the stored "
              "text, so it cannot be used as weights. Allowed: {allowed}."},
    "sector_province": {
        "zh": "产业 {id}：“{found}”不是地点表中的省级名称，也不是附件所用的地区名称。",
        "en": "Sector {id}: “{found}” is neither a province of the places nor a region of the annex."},
    "sector_read": {
        "zh": "产业 {id} 的 read 为 {read}，但列有 {cities} 个城市、{partners} 个对接地区；yes 须两栏齐全，unread 须两栏皆空，partly 至少一栏。",
        "en": "Sector {id}: read is {read}, with {cities} cities and {partners} partners; yes needs both, unread neither, partly at least one."},
    "sector_missing": {
        "zh": "产业 {id} 的 read 为 {read}；read 不是 yes 时须在 missing 中写明哪一栏未能读全，为 yes 时须留空。",
        "en": "Sector {id}: read is {read}; missing names the cells not read whole, and is empty where read is yes."},
    "annex.cities": {"zh": "“重点布局市”一栏", "en": "cell of cities"},
    "annex.partners": {"zh": "“重点对接地区”一栏", "en": "cell of partner provinces"},
    "annex.both": {"zh": "“重点布局市”与“重点对接地区”两栏", "en": "cells of cities and of partner provinces"},
    # ---- screen
    "line.sector": {
        "zh": "附件产业“{name}”的成员关系：{cities} ⇄ {provinces}（双向）。",
        "en": "Membership in the sector “{name}” of the annex: {cities} ⇄ {provinces}, both ways."},
    "line.sector_partly": {
        "zh": "注意：附件该行的{cells}在存留文本中不完整，成员可能有缺漏。",
        "en": "Note: the {cells} of this row is incomplete in the stored text; members may be missing."},
    "line.sector_none": {"zh": "本情景比较的地点对中没有该产业的成员。",
                         "en": "None of the pairs of this scenario belongs to the sector."},
    "line.membership": {
        "zh": "成员关系只表示附件把该城市与该省市列在同一产业中：每对计 1，不代表运量或需求；均值只含前后都通的对。",
        "en": "Membership says that the annex names the city and the province in one industry: each pair counts 1, which is no flow and no demand. Means are over pairs connected in both states."},
    "line.flows": {
        "zh": "每年合计 = 所给流量 × 每单位（人、重箱 TEU、吨）的数值，假定流量不随项目变化，且全部走该方式；各方式互不相加。前后不都通的对另列“对数 / 流量”，不计入合计。",
        "en": "A year's sum = the flows given × the figure per passenger, loaded TEU or tonne, with flows that the projects do not change and that all go by this mode; modes do not add up. Pairs not connected in both states are listed as pairs / flow and are in no sum."},
    "title.sector": {"zh": "成员关系：{name}，{pairs} 个成员对", "en": "Membership: {name}, {pairs} member pairs"},
    "title.flows": {"zh": "按所给流量加权：{name}，{pairs} 对", "en": "Weighed by the flows given: {name}, {pairs} pairs"},
    "head.members": {"zh": "成员对", "en": "Members"},
    "head.gone": {"zh": "中断", "en": "Gone"},
    "head.mean_base": {"zh": "均值前", "en": "Mean before"},
    "head.mean_after": {"zh": "均值后", "en": "Mean after"},
    "head.yearly": {"zh": "每年", "en": "Per year"},
    "head.weight": {"zh": "流量/年", "en": "Flow/year"},
    "head.yearly_base": {"zh": "之前", "en": "Before"},
    "head.yearly_after": {"zh": "之后", "en": "After"},
    "head.difference_yearly": {"zh": "差", "en": "Difference"},
    "head.weight_new": {"zh": "新通", "en": "New"},
    "head.weight_gone": {"zh": "中断", "en": "Gone"},
    "head.weight_never": {"zh": "不通", "en": "No way"},
    "head.weight_token": {"zh": "名义", "en": "In name only"},
    "yearly.time_h": {"zh": "{unit}·小时", "en": "{unit} hours"},
    "yearly.cost_cny": {"zh": "万元", "en": "10,000 CNY"},
    "yearly.co2_kg": {"zh": "CO2 吨", "en": "t CO2"},
    # ---- flows
    "weights_missing": {
        "zh": "没有权重文件“{found}”；应为 CSV 文件的路径，或“sector:产业名”。",
        "en": "There is no file of weights “{found}”; give the path of a CSV file, or sector:NAME."},
    "flows_no_column": {"zh": "缺少流量列；至少要有其一：{allowed}。",
                        "en": "There is no column of flows; at least one of {allowed} is needed."},
    "flows_none": {"zh": "文件只有表头，没有一行流量。", "en": "The file has a heading and no flows."},
    "flows_one_amount": {"zh": "每行须恰好填写一个流量列（{allowed}）；该行填了：{found}。",
                         "en": "A row fills exactly one of {allowed}; this one fills {found}."},
    "flows_number": {"zh": "{column} 为“{found}”；应为不小于 0 的有限数值。",
                     "en": "{column} is “{found}”; must be a finite number, 0 or more."},
    "flows_pair": {
        "zh": "情景不比较“{origin}”至“{destination}”；地点对有方向，起点须在 compare.origins、终点须在 compare.destinations 之内，且两者不同。",
        "en": "The scenario does not compare “{origin}” to “{destination}”; pairs are ordered: the origin must be among compare.origins, the destination among compare.destinations, and the two differ."},
    "flows_twice": {"zh": "“{origin}”至“{destination}”（{profile}）已在第 {first} 行给出。",
                    "en": "“{origin}” to “{destination}” ({profile}) is given on line {first} already."},
    "flows_no_profile": {"zh": "情景中没有以 {column} 计量的用户；情景中的用户：{allowed}。",
                         "en": "No profile of the scenario is counted by {column}; it compares {allowed}."},
    "flows_which_profile": {"zh": "情景中不止一类用户以 {column} 计量，须在 profile 列写明：{allowed}。",
                            "en": "More than one profile of the scenario is counted by {column}; name it in the column profile: {allowed}."},
    "flows_not_compared": {"zh": "情景不比较用户 {profile}；可选：{allowed}。",
                           "en": "The scenario does not compare the profile {profile}; allowed: {allowed}."},
    "flows_unit": {"zh": "用户 {profile} 不以 {column} 计量，应为 {expected}；换算（如每 TEU 多少吨）请先自行完成。",
                   "en": "The profile {profile} is not counted by {column} but by {expected}; convert first (tonnes a TEU, say)."},
}
