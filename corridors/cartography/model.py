"""The map specification as a frozen model."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal, get_args

from pydantic import Field

from corridors.cartography.layers import Layer
from corridors.projects.model import Names
from corridors.textfile import Document
from corridors.validation import DateText, Frozen

Format = Literal["png", "svg", "pdf"]
Size = Literal["a4", "a4_portrait", "a3", "slide"]
FORMATS: tuple[str, ...] = get_args(Format)
SIZES: tuple[str, ...] = get_args(Size)
WHOLE = "china"
"""Extent of the whole country, with the southern islands in an inset."""
LEAST_DPI, MOST_DPI = 50, 600


class ExtentSpec(Frozen):
    """What the map shows; exactly one of the keys but ``margin_km``.

    Attributes
    ----------
    set
        Fits the places of a set, such as ``guangxi`` or ``yangtze``.
    province
        Fits a province by its short Chinese or English name.
    bbox
        West, south, east, north in degrees WGS84.
    places
        Fits places or sets by any of their names.
    project
        Fits what a project changes, its locks and terminals with it.
    margin_km
        Added on every side.
    """

    set: str | None = None
    province: str | None = None
    bbox: tuple[float, float, float, float] | None = None
    places: tuple[str, ...] | None = None
    project: str | None = None
    margin_km: Annotated[float, Field(ge=0, le=500)] = 0.0


class LabelsSpec(Frozen):
    """What is named on the map.

    Attributes
    ----------
    places
        ``cities`` leaves out towns and places that nothing is said about.
    lines
        Whether projects and changed lines are named along their course.
    """

    places: Literal["all", "cities", "none"] = "all"
    lines: bool = True


class MapFile(Frozen):
    """One map specification, except for its layers.

    Attributes
    ----------
    name
        What it is called in lists, and the title unless ``title`` is given.
    title, subtitle
        Printed above the map; the subtitle says what is shown where it is left out.
    note
        Printed beside the map as its last remark.
    scenario
        Path or name of an embedded one; both its states can be shown.
    date, year
        Network of a date instead of a scenario; the base date where neither is given.
    openings
        Which openings count for a network of a date.
    state
        State of the scenario whose network, locks and terminals are drawn.
    profile, mode, measure, objective
        What layers that compare speak of unless they say otherwise; left out, the scenario's
        first measure and the profile and mode that change most.
    insets
        Enlargements beside the map, on sheets with room for them.
    lang
        Language unless the command line names one.
    size, dpi, formats
        Sheet, dots per inch and files.
    approval_number
        Number of the map review (审图号); its field stays visibly blank where empty.
    out
        Name of the files, without ending; the name of the specification unless given.
    """

    schema_: Literal[1] = Field(1, alias="schema")
    name: Names
    title: Names | None = None
    subtitle: Names | None = None
    note: Names | None = None
    scenario: str | None = None
    date: DateText | None = None
    year: int | None = None
    openings: Literal["actual", "planned"] = "actual"
    state: Literal["base", "after"] = "after"
    profile: str | None = None
    mode: str | None = None
    measure: str | None = None
    objective: str | None = None
    extent: Literal["china"] | ExtentSpec | None = None
    labels: LabelsSpec = LabelsSpec()
    insets: tuple[Literal["delta", "pearl", "beibu"], ...] = ()
    lang: Literal["zh", "en"] | None = None
    size: Size = "a4"
    dpi: Annotated[int, Field(ge=LEAST_DPI, le=MOST_DPI)] = 200
    formats: tuple[Format, ...] = ("png",)
    approval_number: str = ""
    out: str = ""


@dataclass(frozen=True, eq=False)
class MapSpec:
    """A map specification that has been read.

    Attributes
    ----------
    id
        Name of its file, or of the map where it comes from no file.
    layers
        What is drawn, in the order of the file.
    hash
        Content hash, 12 hexadecimal digits.
    document
        The file with its lines; None where it comes from no file.
    """

    id: str
    file: MapFile
    layers: tuple[Layer, ...]
    hash: str
    path: Path | None = None
    document: Document | None = None

    def of(self, kind: type[Layer]) -> tuple[Layer, ...]:
        """Layers of one kind."""
        return tuple(layer for layer in self.layers if isinstance(layer, kind))

    def line(self, *where: str | int) -> int | None:
        """Line of a place in the file."""
        return None if self.document is None else self.document.line(where)
