"""The toy network (drawn in ``toy/README.md``) and small helpers around it."""

from __future__ import annotations

import contextlib
import csv
import random
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml
from click.testing import CliRunner, Result

import corridors
from corridors import Network, Scenario, SetLinks, Trip
from corridors.cli.main import main

if TYPE_CHECKING:
    from corridors.analysis.validation.run import Validation

TOY = Path(__file__).parent / "toy"


@pytest.fixture(scope="session", autouse=True)
def cache_dir(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A cache of the tests' own, for the processes that they start too."""
    folder = tmp_path_factory.mktemp("cache")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CORRIDORS_CACHE", str(folder))
        patch.delenv("CORRIDORS_WORKSPACE", raising=False)  # whoever runs them may have their own
        yield folder


@pytest.fixture(scope="session")
def toy_dir() -> Path:
    """Folder of the toy data package."""
    return TOY


@pytest.fixture(scope="session")
def toy() -> Network:
    """The toy network of the base date."""
    return corridors.load_network(data=TOY)


@pytest.fixture(scope="session")
def real() -> Network:
    """The network of the embedded data package on its base date."""
    return corridors.load_network()


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Result]:
    """Commands on the embedded data, each run once for all tests that look at its answer.

    They run in a folder of their own beside a copy of the scenarios.
    """
    folder = tmp_path_factory.mktemp("once")
    shutil.copytree(TOY.parents[1] / "scenarios", folder / "scenarios")

    @cache
    def run(*args: str) -> Result:
        with contextlib.chdir(folder):
            return CliRunner().invoke(main, args)

    return run


@pytest.fixture(scope="session", autouse=True)
def held() -> Iterator[Callable[[], Validation]]:
    """The model against every published figure, worked out once for all tests and commands.

    It takes seconds and has one answer; packages of other folders are worked out each time.
    """
    from corridors.analysis.validation import run

    plain, real = run.validate, cache(run.validate)

    def validate(data: Path | None = None,
                 tick: Callable[[str], None] | None = None) -> Validation:
        return real() if data is None else plain(data, tick)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(run, "validate", validate)
        yield real


Variant = Callable[..., Network]


@pytest.fixture(scope="session")
def variant(toy: Network) -> Variant:
    """Toy networks with some cells or parameters replaced.

    ``variant("lock:lk_ford", queue_ab_h=2)`` sets cells of one row,
    ``variant(parameters={"access.max_km": 50})`` replaces parameters;
    ``of`` is another network to start from.
    """
    def make(row: str = "", *, of: Network = toy, parameters: dict[str, float] | None = None,
             **values: object) -> Network:
        network = of
        if row:
            kind, key = row.split(":")
            network, _ = corridors.apply(network, [SetLinks(where={kind: key}, values=values)])
        return replace(network, parameters=network.parameters.override(parameters or {}))

    return make


@pytest.fixture
def trip(toy: Network) -> Callable[..., Trip]:
    """``trip("mine", "bay", "container", "rail")`` on the toy network, or on ``network``."""
    def find(origin: str, destination: str, profile: str, mode: str, *,
             network: Network = toy, **options: str) -> Trip:
        return corridors.route(network, origin, destination, profile=profile, mode=mode,
                               **options)

    return find


@pytest.fixture
def toy_copy(tmp_path: Path) -> Callable[..., Path]:
    """A copy of the toy data package in a folder of its own, to be edited.

    With ``shuffle`` the rows of every table stand in another order.
    """
    def make(name: str = "package", shuffle: int | None = None) -> Path:
        folder = tmp_path / name
        shutil.copytree(TOY, folder)
        for path in sorted(folder.glob("*.csv")) if shuffle is not None else ():
            with path.open(encoding="utf-8", newline="") as handle:
                header, *rows = list(csv.reader(handle))
            random.Random(f"{shuffle}{path.name}").shuffle(rows)
            with path.open("w", encoding="utf-8", newline="") as handle:
                csv.writer(handle).writerows([header, *rows])
        return folder

    return make


@pytest.fixture
def scenario(tmp_path: Path) -> Callable[..., Scenario]:
    """A scenario of the toy canal with some keys replaced, read from a file."""
    def make(name: str = "case", **keys: object) -> Scenario:
        body = yaml.safe_load((TOY / "scenarios" / "canal.yaml").read_text(encoding="utf-8"))
        spec = keys.pop("compare", {})
        body["base"] = {"date": "2022-11-30"}
        body["compare"] = {**body["compare"], **spec}
        body.update(keys)
        path = tmp_path / f"{name}.yaml"
        path.write_text(yaml.safe_dump(body, allow_unicode=True), encoding="utf-8")
        return corridors.load_scenario(path)

    return make


@pytest.fixture
def longer_canal(toy_copy: Callable[..., Path]) -> Path:
    """A copy of the toy data package with a longer canal; only its project file differs."""
    folder = toy_copy("longer_canal")
    path = folder / "projects" / "toy_canal.yaml"
    text = path.read_text(encoding="utf-8")
    assert text.count("length_km: 40") == 1
    path.write_text(text.replace("length_km: 40", "length_km: 90"), encoding="utf-8")
    return folder
