"""From what a cell holds to what was meant: dates, numbers and names as Excel leaves them."""

from __future__ import annotations

import math
import re
import unicodedata
from datetime import date, datetime
from typing import Any

from corridors.errors import Fault, fault
from corridors.exchange.template.fields import Field
from corridors.exchange.template.lists import Lists
from corridors.exchange.template.opened import Cell
from corridors.exchange.template.words import LANGUAGES, shown, word
from corridors.messages import listed
from corridors.schema import ID, is_date

NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?")
YEAR = re.compile(r"(19|20|21)\d\d")
SPLIT = re.compile(r"[;；、\n]|[,，](?!\s*-?\d)")
YES, NO = ("true", "是", "yes", "√", "1", "y"), ("false", "否", "no", "×", "0", "n")
LONG = 32_767


class Refused(Exception):  # noqa: N818 - it never leaves this package
    """A cell whose content cannot be what its field takes."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.key, self.values = key, values


def half(text: str) -> str:
    """Full-width letters, digits and signs as the usual ones, blanks at the ends taken off.

    Examples
    --------
    >>> half(" １３４．２ ")
    '134.2'
    """
    return unicodedata.normalize("NFKC", text).strip()


def clean(one: Field, cell: Cell, lists: Lists, name: str,
          notes: list[Fault]) -> Any:
    """Value of a cell by its field.

    Parameters
    ----------
    name
        Heading of the field, for messages.
    notes
        Gets what the user should know: a formula, a number stored as text, a changed date.

    Raises
    ------
    Refused
        With the message of what is wrong.
    """
    value = cell.value
    if cell.error:
        raise Refused("workbook_error", name=name, found=value)
    if cell.formula:
        if value is None:
            raise Refused("workbook_formula", name=name)
        notes.append(fault("template.note_formula", at=cell.at, found=value))
    if isinstance(value, date | datetime):
        return _dated(one, cell, value, name, notes)
    if not isinstance(value, str | int | float | bool):
        raise Refused("workbook_text_date", name=name, found=value)
    if isinstance(value, float) and not math.isfinite(value):
        raise Refused("workbook_number", name=name, found=value)
    if isinstance(value, str) and len(value) > LONG:
        raise Refused("workbook_text_long", name=name, found=len(value), limit=LONG)
    if one.type in ("number", "int"):
        return _number(one, cell, name, notes)
    if one.type == "bool":
        return _bool(value, name)
    if one.type == "date":
        return _date(value, name)
    if one.type == "value":
        return _value(cell, notes)
    if one.type in ("list", "numbers"):
        return _list(one, value, lists, name)
    text = _text(value)
    if one.choices:
        return _choice(one, text, name)
    if one.type == "id" or one.lookup:
        return _id(one, text, lists)
    return text


def _text(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return str(int(value)) if value == int(value) and abs(value) < 1e15 else str(value)
    return str(value).replace("\r\n", "\n").replace("_x000D_\n", "\n").replace("\r", "\n").strip()


def _dated(one: Field, cell: Cell, value: date, name: str, notes: list[Fault]) -> str:
    """A date cell as year, month or day, by what its format shows."""
    if one.type not in ("date", "value"):
        raise Refused("workbook_text_date", name=name, found=value.isoformat()[:10])
    shape = re.sub(r'"[^"]*"|\[[^\]]*\]|\\.', "", cell.format).lower()
    text = value.isoformat()[:10]
    if "d" not in shape and "general" not in shape:
        text = text[:7] if "m" in shape else text[:4]
    notes.append(fault("template.note_date", at=cell.at, value=text))
    return text


def _number(one: Field, cell: Cell, name: str, notes: list[Fault]) -> float | int:
    value = cell.value
    if isinstance(value, bool):
        raise Refused("workbook_number", name=name, found=value)
    if isinstance(value, str):
        found = _figure(value)
        if found is None:
            raise Refused("workbook_number", name=name, found=value[:60])
        notes.append(fault("template.note_text_number", at=cell.at, found=value,
                           value=f"{found:g}"))
        value = found
    elif "%" in cell.format:
        notes.append(fault("template.note_percent", at=cell.at, value=f"{value:g}"))
    if one.type == "int" and value != int(value):
        raise Refused("workbook_whole", name=name, found=value)
    return _short(value)


def _short(value: float | int) -> float | int:
    """A whole number without its point."""
    return int(value) if isinstance(value, float) and value == int(value) and (
        abs(value) < 1e15) else value


def _figure(text: str) -> float | int | None:
    """The number that a text is; None where it is none.

    Examples
    --------
    >>> _figure("１,２００"), _figure("30％"), _figure("approx. 5")
    (1200, 0.3, None)
    """
    bare = half(text).replace(" ", "").replace("\u2212", "-")
    if re.fullmatch(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?%?", bare):
        bare = bare.replace(",", "")
    share = bare.endswith("%")
    bare = bare.removesuffix("%")
    if not NUMBER.fullmatch(bare):
        return None
    number = float(bare)
    if not math.isfinite(number):
        return None
    return _short(round(number / 100, 12) if share else number)


def _bool(value: object, name: str) -> bool:
    text = half(_text(value)).casefold()
    if text in YES or text in NO:
        return text in YES
    raise Refused("workbook_bool", name=name, found=text[:60])


def _date(value: object, name: str) -> str:
    """Dates as text: 2030年6月, 2030/6/1 and 2030.6 as well.

    Examples
    --------
    >>> _date("２０３０年６月", ""), _date(2030.0, ""), _date("2030/6/1", "")
    ('2030-06', '2030', '2030-06-01')
    """
    text = half(_text(value))
    parts = [part for part in re.split(r"[-/.年月日\s]+", text) if part]
    if 1 <= len(parts) <= 3 and all(part.isascii() and part.isdigit() for part in parts) and (
            len(parts[0]) == 4 and all(len(part) <= 2 for part in parts[1:])):
        made = "-".join([parts[0], *(part.zfill(2) for part in parts[1:])])
        if is_date(made):
            return made
    raise Refused("workbook_date", name=name, found=text[:60])


def _value(cell: Cell, notes: list[Fault]) -> object:
    """A number or a text; a text that is a number counts as one, unless it is a year."""
    value = cell.value
    if isinstance(value, bool):
        return value
    if not isinstance(value, str):
        if "%" in cell.format:
            notes.append(fault("template.note_percent", at=cell.at, value=f"{value:g}"))
        return _short(value)
    found = _figure(value)
    if found is None or YEAR.fullmatch(half(value)):
        return _text(value)
    notes.append(fault("template.note_text_number", at=cell.at, found=value, value=f"{found:g}"))
    return found


def _choice(one: Field, text: str, name: str) -> str:
    """An allowed value by itself, with its Chinese word, or by that word alone."""
    wanted = half(text).casefold()
    for value in one.choices:
        names = {value, *(shown(value, word(one, value, lang)) for lang in LANGUAGES),
                 word(one, value, "zh")} - {""}
        if wanted in {half(part).casefold() for part in names}:
            return value
    raise Refused("workbook_choice", name=name, found=text[:60], allowed=listed(
        (shown(value, word(one, value, "zh")) for value in one.choices), "en"))


def _id(one: Field, text: str, lists: Lists) -> str:
    for spelt in (text, half(text)):
        found = lists.ids(one.lookup, spelt) if one.lookup else ()
        if len(found) == 1:
            return found[0]
        if len(found) > 1:
            if one.lookup == "ends":
                return spelt
            raise Refused("workbook_ambiguous", found=text, candidates=listed(found, "en"))
    first = half(text).split(maxsplit=1)[0]
    if one.type == "id" and ID.fullmatch(first):
        return first
    return half(text) if one.type == "id" else text


def _list(one: Field, value: object, lists: Lists, name: str) -> list[Any]:
    text = _text(value)
    if one.type == "numbers":
        numbers = [_figure(part) for part in SPLIT.split(text) if part.strip()]
        if None in numbers or isinstance(value, bool):
            raise Refused("workbook_number", name=name, found=text[:60])
        return numbers
    if one.lookup and not one.choices:
        found = lists.ids(one.lookup, text)
        if len(found) == 1:
            return [found[0]]
    parts = [part.strip() for part in SPLIT.split(text) if part.strip()]
    if one.choices:
        return [_choice(one, part, name) for part in parts]
    return [_id(one, part, lists) for part in parts]
