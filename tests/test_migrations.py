"""Files of older forms: read with a note, rewritten with their comments, refused when newer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result

import corridors
from corridors import migrations
from corridors.cartography.load import load_map
from corridors.cli.main import main
from corridors.errors import Fault, InputError
from corridors.migrations import CURRENT, STEPS, Step, kind_of, migrated, take_notes
from corridors.parameters import read_parameters
from corridors.paths import embedded
from corridors.projects.model import read_project
from corridors.rewriting import plan, with_key_renamed
from corridors.textfile import Document

READERS = {"scenario": corridors.load_scenario, "project": read_project, "map": load_map,
           "parameters": read_parameters}
FILES = {"scenario": "scenarios/guiyang_nanning_hsr.yaml",
         "project": "data/projects/pinglu_canal.yaml",
         "map": "maps/pinglu_close_up.yaml", "parameters": "data/parameters.yaml"}


def run(*args: object) -> Result:
    return CliRunner().invoke(main, [str(arg) for arg in args])


def copy(kind: str, folder: Path, schema: str = "schema: 1") -> Path:
    """A file of the package with another first key."""
    source = embedded(FILES[kind].split("/", maxsplit=1)[0]).parent / FILES[kind]
    path = folder / source.name
    text = source.read_text(encoding="utf-8")
    assert text.count("schema: 1\n") == 1
    path.write_text(text.replace("schema: 1\n", f"{schema}\n" if schema else ""), encoding="utf-8")
    return path


@pytest.mark.parametrize("kind", READERS)
@pytest.mark.parametrize("number", [2, 99])
def test_a_newer_file_is_refused(kind: str, number: int, tmp_path: Path) -> None:
    path = copy(kind, tmp_path, f"schema: {number}")
    with pytest.raises(InputError) as caught:
        READERS[kind](path)
    assert caught.value.faults[0].key == "migration.newer"
    assert f"of form {number}; this package knows forms up to 1" in caught.value.render("en")
    assert "请升级软件" in caught.value.render("zh")
    line = path.read_text(encoding="utf-8").split("\n").index(f"schema: {number}") + 1
    assert caught.value.faults[0].line == line


@pytest.mark.parametrize("wrong", ["one", "1.0", "-1", "true", "0", "[1]", "'1'"])
def test_a_number_that_is_none(wrong: str, tmp_path: Path) -> None:
    path = copy("scenario", tmp_path, f"schema: {wrong}")
    with pytest.raises(InputError) as caught:
        corridors.load_scenario(path)
    assert caught.value.faults[0].key == "migration.number"


@pytest.mark.parametrize("kind", READERS)
def test_a_file_without_a_number_is_of_the_first_form(kind: str, tmp_path: Path) -> None:
    """Scenario files of the first days had none; nothing in them meant anything else."""
    take_notes(every=True)
    READERS[kind](copy(kind, tmp_path, ""))
    assert take_notes() == []  # no command nags about it
    READERS[kind](copy(kind, tmp_path, ""))
    assert [note.key for note in take_notes(every=True)] == ["migration.no_number"]


def test_check_says_it(tmp_path: Path) -> None:
    path = copy("scenario", tmp_path, "")
    done = run("check", path, "--lang", "en")
    assert done.exit_code == 0, done.output
    assert "is read as one of the very first form" in done.stderr
    assert run("check", copy("scenario", tmp_path)).stderr == ""


@pytest.mark.parametrize("kind", READERS)
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_migrating_keeps_every_other_byte(kind: str, ends: str, tmp_path: Path) -> None:
    path = copy(kind, tmp_path, "")
    old = path.read_bytes().replace(b"\n", ends.encode())
    path.write_bytes(b"\xef\xbb\xbf" + old if ends == "\r\n" else old)
    dry = run("migrate", path, "--dry-run", "--lang", "en")
    assert dry.exit_code == 0, dry.output
    assert "from form 0 to form 1" in dry.output
    assert path.read_bytes().removeprefix(b"\xef\xbb\xbf") == old
    assert run("migrate", path).exit_code == 0
    new = path.read_bytes()
    assert new.startswith(b"\xef\xbb\xbf") is (ends == "\r\n")
    line = b"schema: 1" + ends.encode()
    assert new.count(line) == 1
    assert new.removeprefix(b"\xef\xbb\xbf").replace(line, b"") == old
    READERS[kind](path)
    assert "已是当前格式" in run("migrate", path).output
    assert [found.name for found in tmp_path.iterdir()] == [path.name]


def test_all_files_or_none(tmp_path: Path) -> None:
    good, newer, other = copy("scenario", tmp_path, ""), copy("map", tmp_path, "schema: 7"), (
        tmp_path / "other.yaml")
    other.write_text("a: 1\n", encoding="utf-8")
    before = good.read_bytes()
    done = run("migrate", good, newer, other, tmp_path / "none.yaml", "--lang", "en")
    assert done.exit_code == 2
    for words in ("of form 7", "other.yaml", "none.yaml"):
        assert words in done.stderr
    assert good.read_bytes() == before


# ---- a step that there is none of yet
def _renamed(data: dict[str, Any], path: Path) -> tuple[dict[str, Any], list[Fault]]:
    new = {"question" if key == "ask" else key: value for key, value in data.items()}
    note = Fault("yaml_twice", {"name": "ask → question"}, str(path))
    return new, [note] if "ask" in data else []


def _text(text: str, _: Document) -> str:
    return with_key_renamed(text, "ask", "question")


@pytest.fixture
def forms(monkeypatch: pytest.MonkeyPatch) -> None:
    """Today's scenarios are of form 3: a key was renamed, then another was moved."""
    def flat(data: dict[str, Any], _: Path) -> tuple[dict[str, Any], list[Fault]]:
        return {**{key: value for key, value in data.items() if key != "weather"},
                "season": data.get("weather", {}).get("season", "normal")}, []

    monkeypatch.setitem(CURRENT, "scenario", 3)
    monkeypatch.setitem(STEPS, ("scenario", 1), Step(_renamed, _text))
    monkeypatch.setitem(STEPS, ("scenario", 2), Step(flat))


OLD = """\
# my scenario
schema: 1
name: {zh: 甲, en: A}
ask: why?  # a comment
weather: {season: low_water}
compare: {profiles: [bulk], origins: [nanning], destinations: [shanghai]}
"""


@pytest.mark.usefixtures("forms")
def test_steps_follow_each_other() -> None:
    given = yaml.safe_load(OLD)
    done = migrated(given, "scenario", Path("a.yaml"))
    assert (done.found, done.data["schema"], done.quiet) == (1, 3, False)
    assert (done.data["question"], done.data["season"]) == ("why?", "low_water")
    assert not {"ask", "weather"} & set(done.data)
    assert given == yaml.safe_load(OLD)  # what it was given stays
    again = migrated(done.data, "scenario", Path("a.yaml"))
    assert (again.data, again.notes) == (done.data, [])


@pytest.mark.usefixtures("forms")
def test_a_step_that_cannot_keep_comments_keeps_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(OLD, encoding="utf-8")
    done = run("migrate", path, "--lang", "en")
    assert done.exit_code == 0, done.output
    assert "cannot keep comments" in done.output
    assert (tmp_path / "a.yaml.bak").read_text(encoding="utf-8") == OLD
    assert yaml.safe_load(path.read_text(encoding="utf-8"))["season"] == "low_water"
    assert "甲" in path.read_text(encoding="utf-8")


@pytest.mark.usefixtures("forms")
def test_an_old_scenario_is_read_with_a_note(tmp_path: Path,
                                             monkeypatch: pytest.MonkeyPatch) -> None:
    """The model is that of form 1, so the last step leads back to its number."""
    real = migrations.migrated

    def numbered(*args: Any) -> Any:
        done = real(*args)
        done.data["schema"] = 1
        return done

    monkeypatch.setattr(migrations, "migrated", numbered)
    path = tmp_path / "a.yaml"
    path.write_text(OLD, encoding="utf-8")
    read = corridors.load_scenario(path)
    assert (read.file.question, read.file.season) == ("why?", "low_water")
    assert [note.values["name"] for note in take_notes()] == ["ask → question"]


def test_a_renamed_key_keeps_its_comment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(CURRENT, "scenario", 2)
    monkeypatch.setitem(STEPS, ("scenario", 1), Step(_renamed, _text))
    path = tmp_path / "a.yaml"
    path.write_text(OLD, encoding="utf-8")
    item, = plan([path])
    assert item.comments
    new = OLD.replace("schema: 1", "schema: 2").replace("ask:", "question:")
    assert item.content.decode() == new


def test_a_step_that_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(CURRENT, "map", 2)
    with pytest.raises(InputError, match="格式编号是 1"):
        migrated({"schema": 1, "layers": []}, "map", Path("a.yaml"))


def test_every_file_of_the_package_is_of_todays_form() -> None:
    files = [path for folder in ("data", "scenarios", "maps")
             for path in sorted(embedded(folder).rglob("*.yaml")) if "import" not in path.parts]
    assert len(files) > 150
    for path in files:
        if kind_of(yaml.load(path.read_text(encoding="utf-8"), getattr(
                yaml, "CSafeLoader", yaml.SafeLoader))):
            assert f"schema: {CURRENT['scenario']}" in path.read_text(encoding="utf-8"), path
