"""Headings, comments and words of the workbook, in the language that it is made in."""

from __future__ import annotations

from corridors.exchange.template.fields import Field
from corridors.exchange.template.sheets import Sheet
from corridors.messages import known, say

LANGUAGES = ("zh", "en")
WORDED = ("kind", "stage", "confidence", "profile", "mode", "measure", "objective", "season")
"""Families of messages that hold words of values, tried in this order by the name of a field."""
OWN = {"modes": "mode", "profiles": "profile", "measures": "measure", "objectives": "objective",
       "status": "stage"}


def title(sheet: Sheet, field: Field, lang: str) -> str:
    """Heading of a field.

    Examples
    --------
    >>> from corridors.exchange.template.sheets import sheets
    >>> form = sheets("project")[0]
    >>> title(form, form.field("name.zh"), "en"), title(form, form.field("status.note.zh"), "zh")
    ('Name (Chinese)', '现状说明（中文）')
    """
    if field.column is not None:
        return field.column.title_zh if lang == "zh" else field.column.name
    return _title(sheet.key, field.key, lang)


def _title(sheet: str, key: str, lang: str) -> str:
    for one in (f"{sheet}.{key}", key):
        if known(f"field.{one}"):
            return say(f"field.{one}", lang)
    head, _, last = key.rpartition(".")
    if last in LANGUAGES:
        word = say(f"field.{last}", lang)
        return _title(sheet, head, lang) + (f"（{word}）" if lang == "zh" else f" ({word})")
    if head and known(f"field.{head}"):
        return say(f"field.{head}", lang) + say("colon", lang) + _title(sheet, last, lang)
    return say(f"field.{last}", lang)


def about(sheet: Sheet, field: Field, lang: str) -> str:
    """What is to be filled in."""
    if field.column is not None:
        return field.column.description_zh if lang == "zh" else field.column.description
    key = field.key
    for one in (f"{sheet.key}.{key}", key):
        if known(f"about.{one}"):
            return say(f"about.{one}", lang)
    head, _, last = key.rpartition(".")
    if last in LANGUAGES:
        for one in (f"{sheet.key}.{head}", head):
            if known(f"about.{one}"):
                return say(f"about.{one}", lang)
    return say(f"about.{last}", lang)


def word(field: Field, value: str, lang: str) -> str:
    """The Chinese word of an allowed value; in English the value speaks for itself.

    Examples
    --------
    >>> word(Field("confidence"), "assumed", "zh"), word(Field("confidence"), "assumed", "en")
    ('假定', '')
    """
    if lang != "zh":
        return ""
    if field.column is not None and value in field.column.allowed:
        return field.column.allowed_zh[field.column.allowed.index(value)]
    name = field.key.rpartition(".")[2]
    own = f"choice_word.{name}.{value}"
    if known(own):
        return say(own, lang)
    family = OWN.get(name, name)
    for one in (family, *(f for f in WORDED if f != family and f in ("kind", "stage"))):
        key = f"{one}.{value}"
        if one in WORDED and known(key):
            return say(key, lang)
    return ""


def shown(value: str, named: str) -> str:
    """An id with its name beside it, as lists show it.

    Examples
    --------
    >>> shown("nanning", "南宁"), shown("all", "")
    ('nanning 南宁', 'all')
    """
    return f"{value} {named}" if named and named != value else value


def needed(field: Field, lang: str) -> str:
    """Whether it must be filled in."""
    key = {"always": "template.always", "part": "template.part"}.get(
        field.required, "template.optional")
    return say(key, lang)


def kind_of(field: Field, lang: str) -> str:
    """What kind of content it takes; empty for free text."""
    if field.type == "list":
        return say("template.type_list", lang)
    if field.choices:
        return say("template.choose", lang)
    if field.type in ("text", "value"):
        return ""
    return say(f"template.type_{field.type}", lang)


def allowed(field: Field, lang: str) -> str:
    """Limits, usual values and allowed words of a field."""
    out = []
    column = field.column
    if field.choices:
        out.append((", " if lang == "en" else "、").join(
            shown(value, word(field, value, lang)) for value in field.choices))
    if column is not None and column.type in ("float", "int"):
        out.append(_span(column.minimum, column.maximum, lang))
        if column.likely_min is not None and column.likely_max is not None:
            out.append(say("template.likely", lang, low=f"{column.likely_min:g}",
                           high=f"{column.likely_max:g}"))
    return "\n".join(part for part in out if part)


def _span(low: float | None, high: float | None, lang: str) -> str:
    if low is not None and high is not None:
        return say("template.range", lang, low=plain(low), high=plain(high))
    if low is not None:
        return say("template.from", lang, low=plain(low))
    return "" if high is None else say("template.upto", lang, high=plain(high))


def plain(value: float) -> str:
    """A limit without an exponent.

    Examples
    --------
    >>> plain(5e7), plain(0.001)
    ('50000000', '0.001')
    """
    return str(int(value)) if value == int(value) else f"{value:g}"


def comment(sheet: Sheet, field: Field, lang: str) -> str:
    """The comment of a heading: meaning, need, kind, unit, limits and the machine's name."""
    parts = [about(sheet, field, lang), needed(field, lang), kind_of(field, lang)]
    if field.unit:
        parts.append(say("template.unit", lang, unit=field.unit))
    parts.append(allowed(field, lang))
    parts.append(say("template.column_key", lang, name=field.key))
    return "\n".join(part for part in parts if part)
