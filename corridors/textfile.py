"""Reading text files: encodings told apart, sizes bounded; and, by other modules, writing them."""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections.abc import Iterable
from pathlib import Path

import yaml

from corridors.errors import Fault, InputError, fault
from corridors.inputfile import read_bounded
from corridors.storage.sets import check_targets, write_atomic, write_together

__all__ = ["Document", "check_targets", "parse_yaml", "read_text", "read_yaml", "write_atomic",
           "write_together"]

MAX_DEPTH = 40
MAX_NODES = 200_000
"""Most entries of a YAML file, keys and values counted; the register has some 300 a file."""
MAX_NUMBER = 64
"""Characters of the longest number; what is longer is no number, and slow to work out."""
PLAIN_TAG = "tag:yaml.org,2002:"
PLAIN = frozenset(f"{PLAIN_TAG}{name}" for name in (
    "null", "bool", "int", "float", "str", "timestamp", "seq", "map", "merge", "value"))
"""Tags of what plain text, numbers, lists and keys are; merge and value are mere text here."""

Path_ = tuple[str | int, ...]


def read_text(path: Path) -> str:
    """Read a UTF-8 file, with or without byte-order mark.

    Raises
    ------
    InputError
        The file is missing, empty, too large, binary or in another encoding (GBK is named).
    """
    raw = read_bounded(path)
    if not raw.removeprefix(BOM_UTF8).strip():
        raise InputError(fault("file_empty", file=path))
    if b"\x00" in raw:
        raise InputError(fault("file_binary", file=path))
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        raw.decode("gb18030")
    except UnicodeDecodeError:
        raise InputError(fault("file_encoding", file=path)) from None
    raise InputError(fault("file_gbk", file=path, name=path.name))


class Document:
    """A YAML file with the line of every key and value.

    Attributes
    ----------
    data
        Plain dicts, lists and scalars.
    path
        The file, as given.
    """

    def __init__(self, path: Path, data: object, lines: dict[Path_, int]) -> None:
        self.path = path
        self.data = data
        self._lines = lines

    def line(self, where: Iterable[str | int]) -> int | None:
        """Line of a place in the document, or of the nearest place above it."""
        place = tuple(where)
        while place and place not in self._lines:
            place = place[:-1]
        return self._lines.get(place)


def read_yaml(path: Path) -> Document:
    """Read a YAML file safely, keeping line numbers and refusing doubled keys.

    Raises
    ------
    InputError
        The file cannot be read as text (see :func:`read_text`), is no YAML, or gives a key
        twice.
    """
    return parse_yaml(read_text(path), path)


def parse_yaml(text: str, path: Path) -> Document:
    """Text of a YAML file as :func:`read_yaml` has it; ``path`` is for the faults.

    Raises
    ------
    InputError
        It is no YAML, or gives a key twice.
    """
    loader_class = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        _survey(path, text, loader_class)
        loader = loader_class(text)
    except yaml.YAMLError as error:
        raise InputError(_yaml_broken(path, error)) from None
    reader = _YamlReader(path, loader)
    try:
        root = loader.get_single_node()
        data = None if root is None else reader.read(root, ())
    except yaml.YAMLError as error:
        raise InputError(_yaml_broken(path, error)) from None
    finally:
        loader.dispose()
    if reader.faults:
        raise InputError(reader.faults)
    if not isinstance(data, dict):
        raise InputError(fault("yaml_mapping", file=path))
    return Document(path, data, reader.lines)


def _yaml_broken(path: Path, error: yaml.YAMLError) -> Fault:
    """What the parser stumbled over, and where."""
    mark = getattr(error, "problem_mark", None)
    code = getattr(error, "character", None)
    reason = getattr(error, "problem", None) or getattr(error, "reason", None) or ""
    return fault("yaml_broken", file=path, line=None if mark is None else mark.line + 1,
                 reason=f"U+{code:04X} {reason}" if isinstance(code, int) else reason)


def _survey(path: Path, text: str, loader: type[yaml.SafeLoader]) -> None:
    """Refuse what is nested too deep, too long or uses aliases, before anything is built.

    The parser's own way of building what it reads calls itself level by level, without a bound:
    a hundred thousand brackets end the whole process, and no exception can be caught.

    Raises
    ------
    InputError
        With the line.
    yaml.YAMLError
        The text is no YAML.
    """
    depth = nodes = 0

    def wrong(key: str, event: yaml.Event, **values: object) -> InputError:
        mark = event.start_mark
        return InputError(fault(key, file=path, line=None if mark is None else mark.line + 1,
                                **values))

    for event in yaml.parse(text, Loader=loader):
        kind = type(event)
        if kind is yaml.ScalarEvent:
            nodes += 1
        elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
            depth, nodes = depth + 1, nodes + 1
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            depth -= 1
        elif kind is yaml.AliasEvent:
            raise wrong("yaml_alias", event)
        if depth > MAX_DEPTH + 1:
            raise wrong("yaml_deep", event, limit=MAX_DEPTH)
        if nodes > MAX_NODES:
            raise wrong("hostile.nodes", event, limit=MAX_NODES)


STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Escapes of YAML can hold what its text cannot: characters that steer a terminal, turn the
direction of writing, or can be written into no document."""


class _YamlReader:
    """Plain data out of YAML nodes, with lines; what plain data cannot say is a fault."""

    def __init__(self, path: Path, loader: yaml.SafeLoader) -> None:
        self.path, self.loader = path, loader
        self.lines: dict[Path_, int] = {}
        self.faults: list[Fault] = []

    def read(self, node: yaml.Node, where: Path_) -> object:
        """Value of a node; its line is kept under its place."""
        line = node.start_mark.line + 1
        self.lines.setdefault(where, line)
        if len(where) > MAX_DEPTH:
            raise InputError(fault("yaml_deep", file=self.path, line=line, limit=MAX_DEPTH))
        if node.tag not in PLAIN:
            self.faults.append(fault("yaml_tag", file=self.path, line=line, found=node.tag))
            return None
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node)
        if isinstance(node, yaml.SequenceNode):
            return [self.read(item, (*where, i)) for i, item in enumerate(node.value)]
        result: dict[object, object] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            if not isinstance(key_node, yaml.ScalarNode):
                self.faults.append(fault("yaml_key", file=self.path, line=line))
                continue
            key = self._scalar(key_node)
            here = (*where, key if isinstance(key, str | int) else str(key))
            self.lines[here] = line
            if key in result:
                self.faults.append(fault("yaml_twice", file=self.path, line=line, name=key))
            result[key] = self.read(value_node, here)
        return result

    def _scalar(self, node: yaml.ScalarNode) -> object:
        """A scalar; dates stay text, since a month or a year is a date as well here.

        So does what only looks like a number: too long for one, or beyond what a float holds.
        """
        tag = node.tag.removeprefix(PLAIN_TAG)
        if tag in ("timestamp", "merge", "value") or (
                tag in ("int", "float") and len(node.value) > MAX_NUMBER):
            return node.value
        try:
            value: object = self.loader.construct_object(node, deep=True)
        except (ValueError, TypeError, LookupError, ArithmeticError):
            return node.value  # a tag that says another type than the text is of
        if isinstance(value, str) and (steering := STEERING.search(value)):
            self.faults.append(fault("yaml_steering", file=self.path,
                                     line=node.start_mark.line + 1, found=steering.group()))
        return value
