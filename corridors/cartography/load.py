"""Reading map specifications: every fault of a file at once, with its line."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from corridors.cartography.layers import LAYERS, Layer
from corridors.cartography.model import MapFile, MapSpec
from corridors.cartography.rules import rule_faults
from corridors.errors import Fault, InputError, UnknownNameError, fault
from corridors.inputfile import is_file
from corridors.migrations import read_current
from corridors.names import suggest
from corridors.paths import embedded, own
from corridors.scenario.model import find_scenario
from corridors.textfile import Document
from corridors.validation import validate


def embedded_maps() -> tuple[Path, ...]:
    """Files of the ready-made map specifications.

    Examples
    --------
    >>> "pinglu_close_up" in [path.stem for path in embedded_maps()]
    True
    """
    return tuple(sorted(embedded("maps").glob("*.yaml")))


def own_maps() -> tuple[Path, ...]:
    """Files of the user's own map specifications, those of the workspace."""
    mine = own("maps")
    return () if mine is None else tuple(sorted(mine.glob("*.yaml")))


def find_map(name: str | Path) -> Path:
    """Path of a map specification by path, or by the name of a ready-made one.

    Raises
    ------
    UnknownNameError
        There is neither such a file nor such a ready-made map.
    """
    path = Path(name)
    if path.suffix in (".yaml", ".yml") or is_file(path):
        return path
    known = {found.stem: found for found in (*embedded_maps(), *own_maps())}
    if str(name) not in known:
        raise UnknownNameError(fault("map_unknown", name=name, allowed=", ".join(known),
                                     suggestion=suggest(name, known)))
    return known[str(name)]


def load_map(name: str | Path, *, scenario: str | None = None) -> MapSpec:
    """Read a map specification.

    Parameters
    ----------
    scenario
        In place of the scenario, date or year of the file; its name becomes part of the id.

    Raises
    ------
    UnknownNameError
        There is no such map, or no scenario of the name given.
    InputError
        With all faults of the file: keys, types, layers, and names of places, projects, plans,
        scenarios, profiles and modes that do not exist.

    Examples
    --------
    >>> load_map("pinglu_close_up").file.name.zh
    '平陆运河走廊与梯级船闸'
    """
    path = find_map(name)
    document = read_current(path, "map")
    assert isinstance(document.data, dict)
    data: dict[str, Any] = dict(document.data)
    if scenario is not None:
        find_scenario(scenario)
        data = {key: value for key, value in data.items() if key not in ("date", "year")}
        data["scenario"] = scenario
    raw = data.pop("layers", None)
    faults: list[Fault] = []
    file: MapFile | None = None
    try:
        file = validate(MapFile, data, document)
    except InputError as error:
        faults += _with_layers(error.faults)
    layers: list[Layer] = []
    faults += _layers(raw, document, layers)
    digest = hashlib.sha256(path.read_bytes().replace(b"\r\n", b"\n")).hexdigest()[:12]
    if file is not None:
        own = path.stem if scenario is None else f"{path.stem}-{Path(scenario).stem}"
        spec = MapSpec(own, file, tuple(layers), digest, path, document)
        faults += rule_faults(spec, complete=not faults)
        if not faults:
            return spec
    raise InputError(faults)


def made_map(name: str, file: MapFile, layers: tuple[Layer, ...]) -> MapSpec:
    """A map specification that stands in no file.

    Its hash is that of what it says; the scenario has a hash of its own.
    """
    told = "\n".join([file.model_dump_json(exclude={"scenario"}), *(
        f"{type(layer).__name__} {layer.model_dump_json()}" for layer in layers)])
    return MapSpec(name, file, layers, hashlib.sha256(told.encode()).hexdigest()[:12])


def _with_layers(faults: tuple[Fault, ...]) -> list[Fault]:
    """The model does not know the key ``layers``, which is read apart; its messages do."""
    known = sorted([*MapFile.model_fields, "layers"])
    out = []
    for found in faults:
        if found.key == "key_unknown" and "formats" in str(found.values["allowed"]):
            allowed = ["schema" if name == "schema_" else name for name in known]
            found = fault("key_unknown", file=found.file, line=found.line,
                          name=found.values["name"], allowed=", ".join(sorted(allowed)),
                          suggestion=suggest(found.values["name"], allowed))
        out.append(found)
    return out


def _layers(raw: object, document: Document, layers: list[Layer]) -> list[Fault]:
    """Read the layers into a list; what is wrong with the others."""
    if raw is None:
        return [fault("key_missing", file=document.path, name="layers")]
    if not isinstance(raw, list) or not raw:
        return [fault("map_layers", file=document.path, line=document.line(("layers",)))]
    faults: list[Fault] = []
    for i, entry in enumerate(raw):
        line = document.line(("layers", i))
        if isinstance(entry, str):
            entry = {entry: None}
        if not isinstance(entry, dict) or len(entry) != 1:
            faults.append(fault("map_layer_one", file=document.path, line=line,
                                allowed=", ".join(LAYERS)))
            continue
        ((kind, body),) = entry.items()
        if kind not in LAYERS:
            faults.append(fault("map_layer_unknown", file=document.path, line=line, found=kind,
                                allowed=", ".join(LAYERS), suggestion=suggest(kind, LAYERS)))
            continue
        try:
            layers.append(validate(LAYERS[kind], {} if body is None else body, document,
                                   ("layers", i, kind)))
        except InputError as error:
            faults += error.faults
    return faults
