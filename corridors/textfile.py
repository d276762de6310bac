"""Reading and writing text files: encodings told apart, sizes bounded, writing atomic."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

import yaml

from corridors.errors import Fault, InputError, OutputError, fault

MAX_BYTES = 20_000_000

Path_ = tuple[str | int, ...]


def read_text(path: Path) -> str:
    """Read a UTF-8 file, with or without byte-order mark.

    Raises
    ------
    InputError
        The file is missing, empty, too large, binary or in another encoding (GBK is named).
    """
    if not path.is_file():
        raise InputError(fault("file_missing", file=path))
    size = path.stat().st_size
    if size > MAX_BYTES:
        raise InputError(fault("file_large", file=path, mb=round(size / 1e6),
                               limit=MAX_BYTES // 1_000_000))
    raw = path.read_bytes()
    if not raw.strip():
        raise InputError(fault("file_empty", file=path))
    if b"\x00" in raw[:4096]:
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


def write_atomic(path: Path, data: bytes) -> None:
    """Write a file whole or not at all: a temporary file beside it, then one rename.

    Raises
    ------
    OutputError
        The folder cannot be written or the file is open elsewhere.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(data)
            Path(name).chmod(0o644)
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        reason = error.strerror or error
        raise OutputError(fault("output_failed", file=path, reason=reason)) from error


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
    text = read_text(path)
    loader_class = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    loader = loader_class(text)
    lines: dict[Path_, int] = {}
    faults: list[Fault] = []

    def build(node: yaml.Node, where: Path_) -> object:
        lines.setdefault(where, node.start_mark.line + 1)
        if isinstance(node, yaml.MappingNode):
            result: dict[object, object] = {}
            for key_node, value_node in node.value:
                key = loader.construct_object(key_node, deep=True)
                here = (*where, key if isinstance(key, str | int) else str(key))
                lines[here] = key_node.start_mark.line + 1
                if key in result:
                    faults.append(fault("yaml_twice", file=path,
                                        line=key_node.start_mark.line + 1, name=key))
                result[key] = build(value_node, here)
            return result
        if isinstance(node, yaml.SequenceNode):
            return [build(item, (*where, i)) for i, item in enumerate(node.value)]
        value: object = loader.construct_object(node, deep=True)
        if type(value).__name__ in ("date", "datetime"):
            return str(value)
        return value

    try:
        root = loader.get_single_node()
        data = None if root is None else build(root, ())
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise InputError(fault("yaml_broken", file=path,
                               line=None if mark is None else mark.line + 1,
                               reason=getattr(error, "problem", None) or "")) from None
    finally:
        loader.dispose()
    if faults:
        raise InputError(faults)
    if not isinstance(data, dict):
        raise InputError(fault("yaml_mapping", file=path))
    return Document(path, data, lines)
