"""Texts of the figures in both languages, by key."""

from __future__ import annotations

from collections.abc import Mapping

LABELS: dict[str, dict[str, str]] = {
    "mode.road": {"zh": "公路", "en": "Road"},
    "mode.rail": {"zh": "铁路", "en": "Railway"},
    "mode.inland": {"zh": "内河航道", "en": "Inland waterway"},
    "mode.sea": {"zh": "海上航线", "en": "Sea lane"},
    "mode.air": {"zh": "航线", "en": "Air route"},
    "status.added": {"zh": "新建", "en": "New"},
    "status.changed": {"zh": "改造提升", "en": "Upgraded"},
    "status.closed": {"zh": "停用", "en": "Closed"},
    "outcome.gain": {"zh": "改善", "en": "Better"},
    "outcome.loss": {"zh": "变差", "en": "Worse"},
    "outcome.none": {"zh": "无变化", "en": "No change"},
    "outcome.new": {"zh": "新连通", "en": "Newly connected"},
    "role.origin": {"zh": "起点（实心）", "en": "Origin (filled)"},
    "role.destination": {"zh": "终点（空心）", "en": "Destination (hollow)"},
    "role.context": {"zh": "其他地点", "en": "Other place"},
    "marker.lock": {"zh": "船闸（枢纽）", "en": "Lock"},
    "legend.title": {"zh": "图例", "en": "Legend"},
    "legend.boundary": {"zh": "省级界线", "en": "Provincial boundary"},
    "legend.off_map": {"zh": "图外地点方向", "en": "Place off the map"},
    "key.title": {"zh": "主要结果", "en": "Main findings"},
    "close_up.title": {"zh": "局部放大：变化路段", "en": "Close-up: what changes"},
    "south_china_sea": {"zh": "南海诸岛", "en": "South China Sea Islands"},
    "north": {"zh": "北", "en": "N"},
    "source": {"zh": "资料来源：", "en": "Sources: "},
    "attribution": {"zh": "数据许可：", "en": "Data licences: "},
    "approval_number": {
        "zh": "审图号：____________（公开使用前送审）",
        "en": "Map approval No. ____________ (to be reviewed before publication)",
    },
}

#: Short names of the provinces by the first two digits of the division code.
PROVINCES: dict[str, dict[str, str]] = {
    code: {"zh": zh, "en": en}
    for code, zh, en in (
        ("11", "北京", "Beijing"),
        ("12", "天津", "Tianjin"),
        ("13", "河北", "Hebei"),
        ("14", "山西", "Shanxi"),
        ("15", "内蒙古", "Inner Mongolia"),
        ("21", "辽宁", "Liaoning"),
        ("22", "吉林", "Jilin"),
        ("23", "黑龙江", "Heilongjiang"),
        ("31", "上海", "Shanghai"),
        ("32", "江苏", "Jiangsu"),
        ("33", "浙江", "Zhejiang"),
        ("34", "安徽", "Anhui"),
        ("35", "福建", "Fujian"),
        ("36", "江西", "Jiangxi"),
        ("37", "山东", "Shandong"),
        ("41", "河南", "Henan"),
        ("42", "湖北", "Hubei"),
        ("43", "湖南", "Hunan"),
        ("44", "广东", "Guangdong"),
        ("45", "广西", "Guangxi"),
        ("46", "海南", "Hainan"),
        ("50", "重庆", "Chongqing"),
        ("51", "四川", "Sichuan"),
        ("52", "贵州", "Guizhou"),
        ("53", "云南", "Yunnan"),
        ("54", "西藏", "Xizang"),
        ("61", "陕西", "Shaanxi"),
        ("62", "甘肃", "Gansu"),
        ("63", "青海", "Qinghai"),
        ("64", "宁夏", "Ningxia"),
        ("65", "新疆", "Xinjiang"),
        ("71", "台湾", "Taiwan"),
        ("81", "香港", "Hong Kong"),
        ("82", "澳门", "Macao"),
    )
}


def text(key: str, lang: str, own: Mapping[str, str]) -> str:
    """The text of a key: the caller's own where given, else ours; an unknown key is a KeyError."""
    return own[key] if key in own else LABELS[key][lang]
