"""The national 1-2-3 travel circles."""

from __future__ import annotations

CIRCLES: dict[str, dict[str, str]] = {
    "circle_source": {"zh": "{id} 引用的来源 {found} 不在本文件的 sources 中。",
                      "en": "{id} names source {found}, which is not among the sources of this file."},
    "circle_pairs": {"zh": "{id} 须写 list、among 或 from 与 to 之一，且只写一种。",
                     "en": "{id} must give its pairs once: by list, by among, or by from and to."},
    "title.circles": {"zh": "全国123出行交通圈：圈内城市对（占比），{base} → {after}",
                      "en": "The 1-2-3 travel circles: pairs of cities within (share), {base} → {after}"},
    "head.circle": {"zh": "范围", "en": "Circle"},
    "head.limit_h": {"zh": "小时", "en": "Limit (h)"},
    "head.pairs_count": {"zh": "城市对", "en": "Pairs of cities"},
    "way.door_to_door": {"zh": "门到门", "en": "door to door"},
    "way.in_vehicle_land": {"zh": "在途（铁路、公路）", "en": "on board, rail or car"},
    "way.in_vehicle": {"zh": "在途（含航空）", "en": "on board, planes too"},
    "line.entered": {"zh": "{circle}，{way}，新进入：{pairs}", "en": "{circle}, {way}, entered: {pairs}"},
    "line.left_circle": {"zh": "{circle}，{way}，退出：{pairs}", "en": "{circle}, {way}, left: {pairs}"},
    "line.circle_note": {"zh": "{circle}：{note}（来源 {source}）", "en": "{circle}: {note} (source {source})"},
    "line.circles_late": {
        "zh": "{date} 晚于最近一次实际开通（{last}）：只认实际开通，路网与 {last} 相同；"
              "要计入按计划开通的项目，请加 --openings planned。",
        "en": "{date} lies after the newest actual opening ({last}): only actual openings count, so this is "
              "the network of {last}. Give --openings planned for what is planned to open."},
    "line.circles_basis": {
        "zh": "旅客按时间最短选路，两个方向都在限内才算；门到门含首末端、候车与换乘；在途只计车内、机内时间，"
              "且只算离城40公里内的车站、机场。两个纲要只列三个小时数，未说明门到门还是在途，"
              "也未列城市名单，故两种口径并列，城市对为本数据包的定义（data/circles.yaml）。",
        "en": "Travellers take the fastest way; both directions must lie within. Door to door includes access, "
              "waiting and changes; on board counts time in the vehicle only, between stations "
              "and airports within 40 km of the city. The two national outlines give three "
              "figures of hours and say neither which of the two they mean nor which cities count: both are "
              "shown, and the pairs are definitions of this package (data/circles.yaml)."},
}
"""What the screen and the files say of the circles."""
