"""Publishers of sources as a briefing names them: the register writes its remarks in English."""

from __future__ import annotations

import re

from corridors.messages import say

REMARKS = tuple((re.compile(pattern), key) for pattern, key in (
    (r"Chinese web page, publisher not stated", "publisher.web"),
    (r" ?\(read in a copy at (?P<place>[^()]+)\)", "publisher.read_at"),
    (r" ?\(read in a copy of (?P<place>[^()]+)\)", "publisher.read_of"),
    (r" ?\((?P<place>[^()]+), read in a copy\)", "publisher.read_in"),
    (r" ?\((?:read in a )?copy\)|, read in (?:a copy|copies)$", "publisher.copy"),
    (r" ?\(cited\)", "publisher.cited"),
    (r"^Press in English", "publisher.press_english"),
    (r"^Chinese press(?=$|（)", "publisher.press"),
    (r"^Guangxi press(?=$|（)", "publisher.press_guangxi"),
    (r"^press copy$", "publisher.press_copy"),
    (r"^Chinese television report", "publisher.television"),
    (r"^Chinese magazine", "publisher.magazine"),
    (r"^National standard of China$", "publisher.standard"),
    (r"^State Council of China \(国务院\)$", "publisher.council"),
    (r"^China Railway passenger tariff mileage tables$", "publisher.tariff"),
    (r"^corridors project$", "publisher.own"),
))
"""Remarks of the register, those within others last, and the words for them."""


def publisher_text(publisher: str, lang: str) -> str:
    """A publisher without English remarks where the briefing is Chinese.

    Examples
    --------
    >>> publisher_text("梧州日报 (read in a copy)", "zh")
    '梧州日报（转载）'
    >>> publisher_text("Chinese press, read in copies", "zh")
    '新闻报道（转载）'
    >>> publisher_text("Chinese press, read in copies", "en")
    'Chinese press, read in copies'
    """
    if lang != "zh":
        return publisher
    for pattern, key in REMARKS:
        publisher = pattern.sub(lambda found, key=key: say(  # type: ignore[misc]
            key, lang, **found.groupdict()), publisher)
    return publisher
