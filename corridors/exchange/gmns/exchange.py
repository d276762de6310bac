"""GMNS as it is asked for: a network out into a folder, a folder in as a data package."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from corridors.exchange.beside import beside
from corridors.exchange.formats import check_way, keep_package
from corridors.exchange.gmns.foreign import Choices
from corridors.exchange.gmns.read import read_gmns
from corridors.exchange.gmns.subset import of_modes
from corridors.exchange.gmns.write import Exported, export
from corridors.exchange.package import Loss, Package, packed
from corridors.families import check_choice
from corridors.network.model import Network
from corridors.paths import embedded
from corridors.textfile import write_together

MODES = ("road", "rail", "inland", "sea", "air")


def gmns_of(network: Network, *, modes: Iterable[str] | None = None,
            plain: bool = False) -> tuple[Exported, Package]:
    """A network as GMNS tables, and the package that they were written from.

    Raises
    ------
    InputError
        There is no such mode.
    """
    package = packed(network)
    if modes is not None:
        package = of_modes(package, [check_choice("mode", mode, MODES) for mode in modes])
    made = export(package, plain=plain)
    return replace(made, losses=(*package.losses, *made.losses)), package


def export_gmns(network: Network, folder: Path | str, *, modes: Iterable[str] | None = None,
                plain: bool = False) -> Exported:
    r"""Write a network as GMNS 0.97, for programs such as AequilibraE and Path4GMNS.

    Parameters
    ----------
    network
        The network of a date or of a state of a scenario.
    folder
        Where ``node.csv``, ``link.csv``, ``geometry.csv``, ``zone.csv``, ``config.csv``, the uses,
        our own tables and ``datapackage.json`` go; all of them or none.
    modes
        Modes to write: ``road``, ``rail``, ``inland``, ``sea``, ``air``; all where None.
    plain
        Leave out what GMNS has no table for.

    Returns
    -------
    exported
        The files by name; ``losses`` say in words what GMNS does not hold.

    Raises
    ------
    InputError
        There is no such mode, or other data are in the way.
    OutputError
        The folder or one of the files cannot be written.

    Examples
    --------
    >>> import corridors, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     made = corridors.export_gmns(corridors.load_network(), folder, modes=["road"])
    >>> made.files["link.csv"].count(b"\n") - 1
    516
    """
    made, _ = gmns_of(network, modes=modes, plain=plain)
    check_way(Path(folder), made.files)
    write_together({Path(folder) / name: data for name, data in made.files.items()})
    return made


def import_gmns(path: Path | str, folder: Path | str | None = None, *, length_unit: str = "",
                speed_unit: str = "", move_to: tuple[float, float] | None = None) -> Package:
    """Read GMNS tables: our own export back as it was, or the roads of somebody else.

    Parameters
    ----------
    path
        Folder of the tables, or a ZIP archive of it.
    folder
        Where to write a data package that ``load_network(data=...)`` reads; none where None.
    length_unit, speed_unit
        Units that count before those of ``config.csv``, such as ``mile`` and ``mph``.
    move_to
        Longitude and latitude to which the middle of a network from elsewhere is moved.

    Returns
    -------
    package
        With what was converted, assumed or lost on the way in ``losses``.

    Raises
    ------
    InputError
        With all faults of all tables.
    OutputError
        The folder or one of the files cannot be written.
    """
    package, files = taken_gmns(Path(path), Choices(length_unit, speed_unit, move_to))
    if folder is not None:
        keep_package(package, files, Path(folder))
    return package


def taken_gmns(path: Path, choices: Choices) -> tuple[Package, dict[str, bytes]]:
    """A package and the files beside its tables: what the toolkit exported gets its projects."""
    package = read_gmns(path, choices)
    if not package.data_version:
        return package, {}
    files, lost = beside(embedded("data"), package)
    return replace(package, losses=(*package.losses, *lost, Loss("import_register"))), files
