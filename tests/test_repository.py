"""Every file that the repository carries: it loads, applies, compares, and says where from."""

from __future__ import annotations

import csv
import gzip
import importlib.util
import json
import math
import os
import re
import subprocess
import sys
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest
import yaml

import corridors
from corridors.analysis.claims import link_km
from corridors.changes import apply
from corridors.network.load import read_tables
from corridors.projects.model import Term
from corridors.projects.register import register
from corridors.routing.legs import GROUND_SOURCE
from corridors.scenario.resolve import resolve
from corridors.schema import TABLES, columns, table_path
from corridors.units import BASE_DATE

ROOT = Path(__file__).parents[1]
DATA = ROOT / "data"
PROJECTS = sorted(path.stem for path in (DATA / "projects").glob("*.yaml"))
GOLDEN = Path(__file__).parent / "golden"
@cache
def golden_tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("update_golden",
                                                  Path(__file__).parent / "update_golden.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


SCENARIOS = golden_tool().scenarios()
"""Those written by hand and some of the generated ones; test_ready.py has all of these."""
PLANS = {"guangxi_2022": "guangxi_2022_2025.txt", "wuzhou_2023": "wuzhou_2023_2025.txt"}


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / table_path(name)).open(encoding="utf-8-sig", newline="") as handle:
        return list(csv.DictReader(handle))


def parameters() -> dict[str, dict[str, object]]:
    found: dict[str, dict[str, object]] = yaml.safe_load(
        (DATA / "parameters.yaml").read_text(encoding="utf-8"))["parameters"]
    return found


def project_data(name: str) -> dict[str, object]:
    found: dict[str, object] = yaml.safe_load(
        (DATA / "projects" / f"{name}.yaml").read_text(encoding="utf-8"))
    return found


@cache
def result(name: str) -> corridors.Comparison:
    """Comparison of an embedded scenario, once a session."""
    return corridors.compare(corridors.load_scenario(name))


# ---- tables
def test_tables_read_without_fault() -> None:
    tables, faults = read_tables(DATA)
    assert faults == []
    assert set(tables) == set(TABLES)
    assert all(len(table) for table in tables.values())


@pytest.mark.parametrize("name", TABLES)
def test_a_table_is_one_that_spreadsheets_and_diffs_like(name: str) -> None:
    raw = (DATA / table_path(name)).read_bytes()
    text = raw.decode("utf-8-sig")
    assert b"\r" not in raw
    assert raw.endswith(b"\n")
    assert next(csv.reader(text.splitlines())) == list(columns(name))
    keys = [row["id"] for row in rows(name)]
    assert keys == sorted(keys)
    assert len(keys) == len(set(keys))


def test_the_base_holds_nothing_that_opened_later() -> None:
    base = {row["id"] for row in rows("links")}
    for name in TABLES:
        for row in rows(name):
            if name == "halts" and row["link_id"] not in base:
                continue  # it opens with the line that a project adds
            assert row.get("opened", "") <= BASE_DATE, (name, row["id"])


# ---- published sums
INLAND = ("inland",)


@pytest.mark.parametrize(("modes", "start", "end", "published"), [
    (INLAND, "in_nanning", "in_guangzhou", 851),      # Xijiang trunk: 273 + 502 + 76
    (INLAND, "in_nanning", "in_guigang", 273),
    (INLAND, "in_shuifu", "in_yichang", 1074),        # Yangtze trunk
    (INLAND, "in_jingzhou", "in_wuhan", 363),         # by the Jianghan canal: 67 + 296
    (INLAND, "in_yueyang", "in_wuhan", 261),
])
def test_waterway_between_two_ports_as_published(modes: tuple[str, ...], start: str, end: str,
                                                 published: float) -> None:
    network = corridors.load_network()
    assert {start, end} <= set(network.nodes.index)
    term = Term.model_validate({"state": "base", "modes": modes, "from": start, "to": end})
    assert link_km(network, term) == pytest.approx(published, abs=1.0)


@pytest.mark.parametrize(("line", "name", "published"), [
    ("rhl", "衡柳线", 498), ("rgg", "贵广客专线", 857), ("rln", "柳南客专线", 223),
    ("rcy", "成渝高速线", 299), ("ryg", "渝贵线", 347),
])
def test_line_length_as_published(line: str, name: str, published: float) -> None:
    found = [row for row in rows("links") if row["line"] == line]
    assert {row["line_zh"] for row in found} == {name}
    assert sum(float(row["tariff_km"] or row["length_km"]) for row in found) == published


# ---- sources and ranges
def cited() -> set[str]:
    """Every source that some row, parameter or project names."""
    used = {row["source_id"] for name in TABLES if name != "sources" for row in rows(name)
            if "source_id" in row}
    used |= {str(row["source_id"]) for row in parameters().values()}
    for name in PROJECTS:
        used |= set(cited_in(project_data(name)))
    return used | {GROUND_SOURCE}


def cited_in(data: object) -> list[str]:
    if isinstance(data, dict):
        own = [str(value) for key, value in data.items()
               if key in ("source_id", "source") and isinstance(value, str)]
        return own + [key for value in data.values() for key in cited_in(value)]
    if isinstance(data, list):
        return [key for value in data for key in cited_in(value)]
    return []


def own_sources() -> dict[str, set[str]]:
    """Sources that project files bring."""
    return {name: {str(row["id"]) for row in project_data(name).get("sources", [])}  # type: ignore[attr-defined]
            for name in PROJECTS}


def test_every_source_cited_exists() -> None:
    known = {row["id"] for row in rows("sources")}.union(*own_sources().values())
    assert sorted(cited() - known) == []


def test_every_source_is_cited() -> None:
    """Routing itself cites the driving rest and the assumption that stands for access."""
    in_code = set(re.findall(r'"(\w+)"', "".join(
        path.read_text(encoding="utf-8") for path in (ROOT / "corridors/routing").glob("*.py"))))
    listed = {row["id"] for row in rows("sources")}
    assert sorted(listed - cited() - in_code) == []
    for name, own in own_sources().items():
        assert sorted(own - set(cited_in(project_data(name)))) == [], name


def test_sources_say_who_what_and_what_for() -> None:
    for row in rows("sources"):
        assert row["publisher"], row["id"]
        assert row["title"], row["id"]
        assert row["good_for"], row["id"]
        assert re.fullmatch(r"(https?://\S+)?", row["address"]), row["id"]
        assert re.fullmatch(r"(\d{4}(-\d\d(-\d\d)?)?)?", row["date"]), row["id"]
        assert "general knowledge" not in f"{row['publisher']} {row['title']}".lower(), row["id"]


@pytest.mark.parametrize("key", parameters())
def test_an_assumed_parameter_has_a_real_range(key: str) -> None:
    """A step that costs nothing at all (0, from 0 to 0) is no assumed number but no step."""
    row = parameters()[key]
    value, low, high = (float(str(row[name])) for name in ("value", "low", "high"))
    assert low <= value <= high
    assert math.isfinite(high)
    assert row["unit"]
    if row["confidence"] == "assumed" and (value, low, high) != (0, 0, 0):
        assert low < high


def test_figures_of_their_own_standing_are_where_they_say() -> None:
    tables = {name: {row["id"]: row for row in rows(name)} for name in TABLES}
    for row in rows("values"):
        assert row["id"] == f"{row['table']}/{row['row_id']}/{row['column']}"
        found = tables[row["table"]][row["row_id"]][row["column"]]
        assert found != "", row["id"]
        assert not row["low"] or float(row["low"]) <= float(found), row["id"]
        assert not row["high"] or float(found) <= float(row["high"]), row["id"]


# ---- projects
def test_projects_were_found() -> None:
    assert {"pinglu_canal", "guiyang_nanning_hsr", "xianggui_canal"} <= set(PROJECTS)
    assert tuple(PROJECTS) == register().ids


@pytest.mark.parametrize("name", PROJECTS)
def test_project_applies_to_the_base(name: str) -> None:
    base = corridors.load_network()
    needed = register().with_requirements([name])
    after, log = apply(base, [project.batch() for project in needed])
    assert {*after.projects} == {project.id for project in needed}
    assert {entry.project for entry in log} == {p.id for p in needed if p.changes}
    file = register().get(name).file
    assert register().get(name).modelled or (file.reason and file.reason.zh and file.reason.en)
    assert corridors.load_network() == base


@pytest.mark.parametrize("name", PROJECTS)
def test_project_opens_after_the_base(name: str) -> None:
    if not register().get(name).modelled:
        return  # what changes nothing may have been reached before the base date
    file = register().get(name).file
    for date in (file.opening.planned, file.opening.actual):
        assert date is None or date > BASE_DATE[:len(date)] or date == BASE_DATE[:len(date)]
    if file.opening.actual:
        assert file.opening.actual > BASE_DATE[:len(file.opening.actual)] or (
            len(file.opening.actual) < len(BASE_DATE))
        assert file.status.stage == "opened"
    assert register().get(name).background or not name.startswith("bg_")


@pytest.mark.parametrize("name", PROJECTS)
def test_words_of_a_plan_stand_in_the_plan(name: str) -> None:
    folder = Path(os.environ.get("CORRIDORS_PLANS") or ROOT.parent / "shared" / "plans")
    if not folder.is_dir():
        pytest.skip("the texts of the plans are not part of the repository")
    for mention in register().get(name).file.named_in:
        text = (folder / PLANS[mention.plan]).read_text(encoding="utf-8")
        assert mention.words in text
        left = iter(mention.words)
        assert all(letter in left for letter in mention.action), "letters of the words, in order"
        assert len(mention.words) < 80


@pytest.mark.parametrize("name", PROJECTS)
def test_plans_that_a_project_names_are_known(name: str) -> None:
    known = yaml.safe_load((DATA / "plans.yaml").read_text(encoding="utf-8"))["plans"]
    assert set(PLANS) <= set(known)
    assert {mention.plan for mention in register().get(name).file.named_in} <= set(known)


def test_all_projects_can_stand_together() -> None:
    base = corridors.load_network()
    everything = [project.batch() for project in register().all()]
    assert len(apply(base, everything)[1]) > 100
    assert apply(base, everything)[0] == apply(base, everything[::-1])[0]


# ---- scenarios
@pytest.mark.parametrize("name", SCENARIOS)
def test_scenario_says_its_question_in_both_languages(name: str) -> None:
    file = corridors.load_scenario(name).file
    assert file.name.zh
    assert file.name.en
    assert not isinstance(file.question, str)
    states = resolve(corridors.load_scenario(name))
    assert states.log
    for origin, destination in file.headline:
        assert origin in states.origins
        assert destination in states.destinations


@pytest.mark.parametrize("name", SCENARIOS)
def test_scenario_compares_and_changes_something(name: str) -> None:
    compared = result(name)
    assert any(row.difference for row in compared.rows)
    assert any(row.difference == 0 for row in compared.rows)
    for row in compared.rows:
        for value in (row.base, row.after):
            assert value is None or (math.isfinite(value) and value >= 0)


def test_claims_of_the_pinglu_canal_are_met() -> None:
    from corridors.analysis.claims import check_claims

    compared = result("pinglu_canal")
    claims = check_claims(register().get("pinglu_canal"), compared.base, compared.after)
    assert [claim.published for claim in claims] == [560, 291, 134.2]
    for claim in claims:
        assert claim.computed == pytest.approx(claim.published, rel=0.02)


# ---- golden results
def test_every_scenario_has_its_golden_results() -> None:
    assert sorted(path.name for path in GOLDEN.iterdir()) == [f"{n}.csv.gz" for n in SCENARIOS]
    assert sum(path.stat().st_size for path in GOLDEN.iterdir()) < 1_500_000


@pytest.mark.parametrize("name", SCENARIOS)
def test_results_are_those_of_last_time(name: str) -> None:
    """Any number that moves is a result that moves: name it in the changelog, then refresh."""
    with gzip.open(GOLDEN / f"{name}.csv.gz", "rt", encoding="utf-8", newline="") as handle:
        before = golden_tool().read(handle)
    now = golden_tool().table(result(name))
    moved = []
    for key in [*before, *(key for key in now if key not in before)]:
        old, new = before.get(key), now.get(key)
        if old is None or new is None:
            moved.append(f"{' '.join(key)}: {'found' if old is None else 'not found'} now")
        elif not all(math.isclose(a, b, rel_tol=1e-6, abs_tol=1e-6)
                     for a, b in zip(old, new, strict=True)):
            moved.append(f"{' '.join(key)}: {old[0]:g} -> {old[1]:g}, now {new[0]:g} -> {new[1]:g}")
    assert not moved, (f"{len(moved)} of {len(before)} rows moved; "
                       "to accept them run tests/update_golden.py\n" + "\n".join(moved[:12]))


# ---- the import
def test_the_data_import_gives_the_same_bytes(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-B", DATA / "import" / "build.py", tmp_path], check=True,
                   capture_output=True)
    made = {path.relative_to(tmp_path).as_posix(): path.read_bytes()
            for path in tmp_path.rglob("*.csv")}
    assert sorted(made) == sorted(table_path(name) for name in TABLES)
    different = [name for name, data in made.items() if data != (DATA / name).read_bytes()]
    assert different == []


# ---- geometry and licences
def test_geometry_belongs_to_links_and_lies_in_the_window() -> None:
    known = set(corridors.load_network().links.index)
    for name in PROJECTS:
        for change in project_data(name).get("changes", []):  # type: ignore[attr-defined]
            known |= {body["id"] for kind, body in change.items() if kind == "add_link"}
    seen: set[str] = set()
    for path in sorted((DATA / "geometry").glob("*.geojson")):
        for feature in json.loads(path.read_text(encoding="utf-8"))["features"]:
            key = feature["properties"]["link_id"]
            assert key in known, (path.name, key)
            assert key not in seen, (path.name, key)
            seen.add(key)
            for x, y in feature["geometry"]["coordinates"]:
                assert 73 <= x <= 136, key
                assert -11 <= y <= 54, key
    assert len(seen) > 500


def test_licences_name_every_part() -> None:
    text = (DATA / "LICENSES.md").read_text(encoding="utf-8")
    for path in [*(DATA / "geometry").glob("*.geojson"), *(DATA / "boundaries").glob("*.geojson")]:
        assert path.name in text
    assert all(word in text for word in ("ODbL", "OpenStreetMap contributors", "LGPL", "Apache"))
    licence = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert licence.startswith("MIT License\n")


# ---- the repository itself
def tracked() -> list[Path]:
    """Text files of the repository, as git lists them."""
    done = subprocess.run(["git", "ls-files", "-co", "--exclude-standard", "-z"], cwd=ROOT,
                          capture_output=True, check=False, encoding="utf-8")
    if done.returncode:
        pytest.skip("not a git checkout")
    return [ROOT / name for name in done.stdout.split("\0") if name and (ROOT / name).is_file()]


def test_no_path_of_a_machine_in_any_file() -> None:
    pattern = re.compile(r"(?<![\w.])/(?:home|root|work|Users)/\w+")
    found = []
    for path in tracked():
        if path.suffix in (".py", ".md", ".csv", ".yaml", ".toml", ".txt", ".geojson", ""):
            text = path.read_bytes().decode("utf-8", errors="ignore")
            found += [f"{path.relative_to(ROOT)}: {hit}" for hit in pattern.findall(text)]
    assert found == []


def test_constraints_pin_what_the_project_needs() -> None:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = {re.split(r"[<>=!~\[; ]", line)[0].lower().replace("_", "-") for line in
              (*project["dependencies"],
               *(line for lines in project["optional-dependencies"].values() for line in lines))}
    wanted.remove(project["name"])
    lines = [line for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
             if line and not line.startswith("#")]
    assert all(re.fullmatch(r"[A-Za-z0-9_.-]+==[0-9][A-Za-z0-9.]*", line) for line in lines)
    pinned = {line.split("==")[0].lower().replace("_", "-") for line in lines}
    assert sorted(wanted - pinned) == []
