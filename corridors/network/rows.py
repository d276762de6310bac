"""What a network is made of: frozen tables, parameters, a date."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, Self

from corridors.card import Shown, read_only
from corridors.names import suggest
from corridors.parameters import Parameters
from corridors.tables import Table


@dataclass(frozen=True, eq=False, repr=False)
class Rows(Shown):
    """Tables by name, as attributes too, and what they stand for; read-only."""

    tables: Mapping[str, Table]
    parameters: Parameters
    date: str
    projects: tuple[str, ...] = ()
    data_version: str = ""
    data_dir: Path | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "tables", MappingProxyType(dict(self.tables)))

    def __reduce__(self) -> tuple[Any, ...]:
        return (type(self), (dict(self.tables), self.parameters, self.date, self.projects,
                             self.data_version, self.data_dir))

    def __getattr__(self, name: str) -> Table:
        tables: Mapping[str, Table] = self.__dict__.get("tables", {})
        if name in tables:
            return tables[name]
        near = "" if name.startswith("_") else suggest(name, tables)
        raise AttributeError(f"{name}; did you mean: {near}" if near else name)

    def __setitem__(self, name: str, value: object) -> None:
        raise read_only(f"{type(self).__name__}[{name!r}]")

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *self.tables})

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Rows):
            return NotImplemented
        return (dict(self.tables) == dict(other.tables)
                and dict(self.parameters) == dict(other.parameters))

    __hash__ = object.__hash__

    def with_tables(self, tables: Mapping[str, Table], **changes: Any) -> Self:
        """A new network with some tables replaced."""
        return replace(self, tables={**self.tables, **tables}, **changes)
