"""Remarks with which the register of sources names a publisher, in words of a briefing."""

from __future__ import annotations

PUBLISHERS: dict[str, dict[str, str]] = {
    "publisher.web": {"zh": "网页（未注明发布者）", "en": "Chinese web page, publisher not stated"},
    "publisher.read_at": {"zh": "（转引自{place}）", "en": " (read in a copy at {place})"},
    "publisher.read_of": {"zh": "（转引自{place}）", "en": " (read in a copy of {place})"},
    "publisher.read_in": {"zh": "（{place}，转载）", "en": " ({place}, read in a copy)"},
    "publisher.copy": {"zh": "（转载）", "en": " (read in a copy)"},
    "publisher.cited": {"zh": "（转引）", "en": " (cited)"},
    "publisher.press": {"zh": "新闻报道", "en": "Chinese press"},
    "publisher.press_english": {"zh": "英文新闻报道", "en": "Press in English"},
    "publisher.press_guangxi": {"zh": "广西媒体", "en": "Guangxi press"},
    "publisher.press_copy": {"zh": "新闻报道（转载）", "en": "press copy"},
    "publisher.television": {"zh": "电视报道", "en": "Chinese television report"},
    "publisher.magazine": {"zh": "期刊", "en": "Chinese magazine"},
    "publisher.standard": {"zh": "国家标准", "en": "National standard of China"},
    "publisher.council": {"zh": "国务院", "en": "State Council of China"},
    "publisher.tariff": {"zh": "铁路客运运价里程表", "en": "China Railway passenger tariff mileage tables"},
    "publisher.own": {"zh": "本软件编制", "en": "corridors project"},
}
"""Every text stands in both languages."""
