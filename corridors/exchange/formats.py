"""Formats of a network by name: what each writes and reads."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from corridors.errors import Fault, InputError, fault
from corridors.exchange.beside import beside
from corridors.exchange.changed import changed
from corridors.exchange.folder import package_files, write_package
from corridors.exchange.geopackage import geopackage_of
from corridors.exchange.geopackage_read import read_geopackage
from corridors.exchange.geoparquet import geoparquet, read_geoparquet
from corridors.exchange.graphml import graphml_of, losses, read_graphml
from corridors.exchange.nodelink import nodelink, read_nodelink
from corridors.exchange.package import Loss, Package, packed
from corridors.exchange.sheets import Sheet
from corridors.families import check_choice
from corridors.inputfile import MAX_BYTES, check_ordinary
from corridors.network.load import STATE, read_afresh
from corridors.network.model import Network
from corridors.paths import embedded
from corridors.schema import TABLES, table_path
from corridors.textfile import write_together

PACKAGE = "package"
"""Folder of an exported data package."""


@dataclass(frozen=True, eq=False)
class Outgoing:
    """A network on its way out.

    Attributes
    ----------
    lang
        Language of names, legends and labels, where a format has any.
    told
        Keys and values that say more of it than its date and versions.
    more
        Layers beside those of the network.
    """

    network: Network
    package: Package
    lang: str = "zh"
    told: tuple[tuple[str, str], ...] = ()
    more: tuple[Sheet, ...] = ()


Files = tuple[dict[str, bytes], tuple[Loss, ...]]


def _csv(given: Outgoing) -> Files:
    files, lost = beside(given.network.data_dir or embedded("data"), given.package)
    return ({f"{PACKAGE}/{name}": data for name, data in {
        **package_files(given.package), **files}.items()}, lost)


def _gpkg(given: Outgoing) -> Files:
    return {"network.gpkg": geopackage_of(given.package, given.lang, given.told, given.more)}, ()


def _geoparquet(given: Outgoing) -> Files:
    files = geoparquet(given.package, given.told, given.more)
    return {f"geoparquet/{name}": data for name, data in files.items()}, ()


def _graphml(given: Outgoing) -> Files:
    return {"network.graphml": graphml_of(given.network, given.package, given.told)}, losses()


def _json(given: Outgoing) -> Files:
    return {"graph.json": nodelink(given.package, given.told)}, ()


EXPORTS: dict[str, Callable[[Outgoing], Files]] = {
    "csv": _csv, "gpkg": _gpkg, "geoparquet": _geoparquet, "graphml": _graphml, "json": _json}
"""Writers by format: files by path, and what the format cannot hold."""


def read_folder(folder: Path) -> Package:
    """Read a data package folder; no larger than the toolkit's own could ever be.

    Raises
    ------
    InputError
        It is no folder, or a course is broken; with all faults of its tables.
    """
    if not folder.is_dir():
        raise InputError(fault("folder_none", file=folder))
    faults: list[Fault] = []
    for path in sorted((folder / "geometry").glob("*.geojson")):
        try:
            check_ordinary(path, MAX_BYTES)
        except InputError as error:
            faults += error.faults
    if faults:
        raise InputError(faults)
    try:
        return packed(read_afresh(folder))
    except RecursionError:
        raise InputError(fault("hostile.json_deep", file=folder / "geometry")) from None


IMPORTS: dict[str, Callable[[Path], Package]] = {
    "csv": read_folder, "gpkg": read_geopackage, "geoparquet": read_geoparquet,
    "graphml": read_graphml, "json": read_nodelink}
"""Readers by format."""


def outgoing(network: Network, base: Network | None = None, log: Iterable[object] = (),
             lang: str = "zh", told: Iterable[tuple[str, str]] = ()) -> Outgoing:
    """A network made ready for any format.

    Parameters
    ----------
    base, log
        State before, and what was changed since: for a layer of the changes.
    """
    from corridors.changes import Logged

    package = packed(network)
    entries = [entry for entry in log if isinstance(entry, Logged)]
    more = () if base is None else tuple(changed(packed(base), package, entries))
    return Outgoing(network, package, lang, tuple(told), more)


def export_network(network: Network, form: str, folder: Path | str,
                   lang: str = "zh") -> tuple[str, ...]:
    """Write a network for other programs; all files or none.

    Parameters
    ----------
    network
        The network of a date or of a state of a scenario.
    form
        ``csv`` (a data package that ``load_network(data=...)`` reads), ``gpkg``,
        ``geoparquet``, ``graphml`` or ``json`` (node-link form).
    folder
        Files go into it: ``package/``, ``network.gpkg``, ``geoparquet/``, ``network.graphml`` or
        ``graph.json``.
    lang
        Language of names, legends and labels, where a format has any.

    Returns
    -------
    files
        Paths in the folder.

    Raises
    ------
    InputError
        Another format, or a network that does not hold together.
    OutputError
        The folder or one of the files cannot be written.
    MissingPackageError
        A format needs a package that is not installed.
    """
    check_choice("format", form, tuple(EXPORTS))
    files, _ = EXPORTS[form](outgoing(network, lang=lang))
    check_way(Path(folder), files)
    write_together({Path(folder) / name: data for name, data in files.items()})
    return tuple(sorted(files))


def import_network(path: Path | str, form: str, folder: Path | str | None = None) -> Package:
    """Read a network that another program wrote, and check it as our own data is checked.

    Parameters
    ----------
    path
        File, or folder for ``csv`` and ``geoparquet``.
    form
        ``csv``, ``gpkg``, ``geoparquet``, ``graphml`` or ``json``.
    folder
        Where to write a data package that ``load_network(data=...)`` reads; none where None.

    Returns
    -------
    package
        With what was lost on the way in ``losses``; ``package.network()`` is the network.

    Raises
    ------
    InputError
        Another format, or with all faults of the file.
    OutputError
        The folder or one of the files cannot be written.
    """
    check_choice("format", form, tuple(IMPORTS))
    package, files = taken(Path(path), form)
    if folder is not None:
        keep_package(package, files, Path(folder))
    return package


def taken(path: Path, form: str) -> tuple[Package, dict[str, bytes]]:
    """A package and the files beside its tables: project files, plans, documenting tables.

    A data package brings its own; what was exported by this toolkit gets those of the toolkit.
    """
    package = IMPORTS[form](path)
    files: dict[str, bytes] = {}
    more: tuple[Loss, ...] = ()
    if form == "csv":
        files, more = beside(path, package)
    elif package.data_version:
        files, more = beside(embedded("data"), package)
        more = (*more, Loss("import_register"))
    return replace(package, losses=(*package.losses, *more)), files


def keep_package(package: Package, files: dict[str, bytes], folder: Path) -> Sequence[str]:
    """Write a package and what stands beside it, unless other data are in the way."""
    check_way(folder, {**package_files(package), **files})
    return write_package(package, folder, files)


def check_way(folder: Path, files: Iterable[str]) -> None:
    """Refuse to mix a data package with the files of another.

    Raises
    ------
    InputError
        Tables, courses or project files stand there that would stay beside the new ones.
    """
    names = set(files)
    for root in {name[:-len(STATE)] for name in names if name.endswith(STATE)}:
        below = folder / root
        there = {f"{root}{part}/{path.name}" for part in ("projects", "geometry")
                 for path in (below / part).glob("*.*") if path.suffix in (".yaml", ".geojson")}
        there |= {f"{root}{table_path(name)}" for name in TABLES
                  if (below / table_path(name)).exists()}
        strange = sorted(there - names)
        if strange:
            raise InputError(fault("package_in_the_way", file=below, count=len(strange),
                                   names=", ".join(strange[:5])))
