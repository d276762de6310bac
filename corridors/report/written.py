"""What a set of files met in its folder, in words."""

from __future__ import annotations

from corridors.messages import listed, say
from corridors.storage.sets import Written

MOST = 6
"""Files that a line names; of more it gives the number."""


def told(written: Written, lang: str) -> list[str]:
    """Lines about what was finished, kept, replaced, removed, or is out of date.

    Examples
    --------
    >>> told(Written(("a.csv",)), "en")
    []
    >>> told(Written(("a.csv",), replaced={"canal": ("a.csv",)}), "en")
    ['Replaced the results of “canal”: a.csv.']
    """
    lines = []
    if written.finished:
        lines.append(say("written.finished", lang, count=written.finished))
    lines += [say("written.kept", lang, file=name, kept=kept) for name, kept in written.kept]
    lines += [say("written.replaced", lang, subject=subject, files=_named(names, lang))
              if subject else say("written.replaced_none", lang, files=_named(names, lang))
              for subject, names in written.replaced.items()]
    if written.foreign:
        lines.append(say("written.foreign", lang, files=_named(written.foreign, lang)))
    if written.removed:
        lines.append(say("written.removed", lang, files=_named(written.removed, lang)))
    if written.stale:
        lines.append(say("written.stale", lang, files=_named(written.stale, lang)))
    return lines


def _named(names: tuple[str, ...], lang: str) -> str:
    if len(names) <= MOST:
        return listed(names, lang)
    return say("written.more", lang, files=listed(names[:MOST], lang), count=len(names))
