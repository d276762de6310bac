"""Results that no longer hold are told by hash, and names that every system takes."""

from __future__ import annotations

import contextlib
import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from corridors.analysis import outdated
from corridors.analysis.stamps import stamp
from corridors.cli.main import main
from corridors.paths import PACKAGE, embedded
from corridors.projects.register import register
from corridors.scenario.model import load_scenario
from corridors.storage.manifest import MANIFEST, Stamp, read_manifest, sha256
from corridors.storage.portable import refused, same_name
from corridors.storage.sets import write_set

ROOT = PACKAGE.parent
SCENARIO = """\
schema: 1
name: {zh: 小例, en: A small case}
base: {date: 2022-11-30}
projects: [guiyang_nanning_hsr]
compare: {profiles: [passenger], modes: [rail], origins: [nanning], destinations: [guiyang]}
"""


def run(*args: object) -> Result:
    return CliRunner().invoke(main, [str(arg) for arg in args])


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A comparison in a folder whose name has spaces and Chinese characters."""
    folder = tmp_path_factory.mktemp("made") / "我的 项目 (2026)"
    folder.mkdir()
    (folder / "小例 一.yaml").write_text(SCENARIO, encoding="utf-8")
    with contextlib.chdir(folder):
        done = run("compare", "小例 一.yaml", "--no-map", "--out", "结果 输出")
    assert done.exit_code == 0, done.output
    return folder


@pytest.fixture
def results(once: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it, to be spoiled; commands run beside its scenario."""
    folder = shutil.copytree(once, tmp_path / once.name)
    monkeypatch.chdir(folder)
    return folder / "结果 输出"


def edited(folder: Path, change: Callable[[dict[str, Any]], None]) -> None:
    """Change what the manifest says that the results were made of."""
    told = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    change(told["results"][0])
    (folder / MANIFEST).write_text(json.dumps(told), encoding="utf-8")


def test_results_that_hold(results: Path) -> None:
    done = run("check", results)
    assert done.exit_code == 0, done.output
    assert "检查通过" in done.output
    assert "compare (小例 一) 的结果（4 个文件）" in done.output
    told = json.loads((results / MANIFEST).read_text(encoding="utf-8"))
    assert str(results.parent) not in json.dumps(told)  # no path of this machine
    above = run("check", results.parent, "--lang", "en", "--format", "json")  # folders below too
    assert json.loads(above.stdout)["faults"] == []
    assert "4 files" in above.stdout


def test_the_scenario_has_changed(results: Path) -> None:
    (results.parent / "小例 一.yaml").write_text(f"# changed\n{SCENARIO}", encoding="utf-8")
    done = run("check", results, "--lang", "en")
    assert done.exit_code == 1
    assert "out of date, the scenario file has changed since: changes.csv, comparison.csv" in (
        done.stderr)
    again = run("sweep", "小例 一.yaml", "--draws", "2", "--no-figures", "--out", results,
                "--parameter", "none", "--workers", "1")
    assert again.exit_code == 0, again.output
    assert "还有同一情景的较早结果" in again.stderr


def test_the_scenario_is_elsewhere(results: Path, tmp_path: Path,
                                   monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that somebody sent without its scenario: nothing is claimed of it."""
    sent = tmp_path / "sent" / "far" / "away"
    sent.parent.mkdir(parents=True)
    results.rename(sent)
    monkeypatch.chdir(tmp_path)
    assert "is not found, so that nothing can be said" in run("check", sent, "--lang", "en").stderr
    file = tmp_path / "我的 项目 (2026)" / "小例 一.yaml"
    assert run("check", sent, file).exit_code == 0
    file.write_text("schema: 1\nname: 3\n", encoding="utf-8")
    assert run("check", sent, file).exit_code == 2
    shutil.copy(file, sent.parent)  # found by itself there, with its faults
    assert "如今有错误" in run("check", sent).stderr


@pytest.mark.parametrize(("key", "words"), [
    ("data_version", "tables or parameters of the data have changed"),
    ("contents", "project files, plans or sets"),
    ("package_version", "by another version of the package"),
    ("code", "same version number with other code")])
def test_other_inputs_have_changed(key: str, words: str, results: Path) -> None:
    edited(results, lambda made: made.update({key: "other"}))
    done = run("check", results, "--lang", "en")
    assert done.exit_code == 1
    assert words in done.stderr
    assert done.stderr.count("comparison.csv") == 1


def test_a_project_file_that_changed_is_seen_in_the_stamp(monkeypatch: pytest.MonkeyPatch) -> None:
    """The scenario's own hash knows nothing of it; that of the contents does."""
    read = load_scenario("guiyang_nanning_hsr")
    before = stamp("compare", read)
    monkeypatch.setattr(type(register().get("guiyang_nanning_hsr")), "text", "other", raising=False)
    project = register().get("guiyang_nanning_hsr")
    monkeypatch.setitem(vars(project), "text", project.text + "\n# another figure\n")
    after = stamp("compare", read)
    assert (after.scenario_hash, after.data_version) == (before.scenario_hash, before.data_version)
    assert after.contents != before.contents


def test_edited_and_missing(results: Path) -> None:
    (results / "comparison.csv").write_bytes(b"by hand")
    (results / "changes.csv").unlink()
    done = run("check", results)
    assert done.exit_code == 1
    assert "生成后被改动过：comparison.csv" in done.stderr
    assert "不完整，缺少：changes.csv" in done.stderr
    again = run("compare", "小例 一.yaml", "--no-map", "--out", results, "--lang", "en")
    assert "comparison.csv had been edited by hand: the edited one stays as" in again.stderr
    assert run("check", results).exit_code == 0


def test_another_scenario_in_the_same_folder(results: Path) -> None:
    (results.parent / "乙.yaml").write_text(SCENARIO, encoding="utf-8")
    done = run("compare", "乙.yaml", "--no-map", "--out", results)
    assert "已替换“小例 一”的结果" in done.stderr
    assert {entry.stamp.scenario for entry in (read_manifest(results) or {}).values()} == {"乙"}


def test_a_folder_of_something_else(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("x", encoding="utf-8")
    done = run("check", tmp_path, "--lang", "en")
    assert done.exit_code == 1
    assert "no folder of results" in done.stderr


def test_a_map(tmp_path: Path) -> None:
    write_set(tmp_path, {"a.png": b"1"}, stamp=Stamp("map", map="pinglu_close_up", map_hash="x"))
    assert outdated.reasons(next(iter((read_manifest(tmp_path) or {}).values())).stamp,
                            tmp_path)[0] == "map"


def test_links_are_not_followed_out_of_the_folder(tmp_path: Path) -> None:
    """A manifest that names a file elsewhere gets no hash of it."""
    (tmp_path / "secret").write_bytes(b"x")
    inner = tmp_path / "in"
    inner.mkdir()
    (inner / MANIFEST).write_text(json.dumps({"schema": 1, "results": [
        {"command": "compare", "files": {"../secret": sha256(tmp_path / "secret")}}]}),
        encoding="utf-8")
    assert read_manifest(inner) == {}


# ---- names
def test_every_file_of_the_repository_has_a_name_for_every_system() -> None:
    done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    names = [name for name in done.stdout.decode().split("\0") if name]
    if done.returncode or not names:
        names = [path.relative_to(ROOT).as_posix() for folder in ("data", "scenarios", "maps")
                 for path in embedded(folder).rglob("*")]
    assert len(names) > 150
    assert [(name, why) for name in names if (why := refused(name))] == []
    assert same_name(names) == []


def test_ids_that_become_names_of_files_differ_by_more_than_capitals() -> None:
    ids = [project.id for project in register().all()]
    assert same_name(ids) == []
    assert [key for key in ids if refused(f"{key}.yaml")] == []


@pytest.mark.parametrize(("name", "why"), [
    ("结果 一/地图.png", ""), ("a.b.c", ""), ("CON", "reserved"), ("com1.csv", "reserved"),
    ("x/NUL.png", "reserved"), ("lpt¹", "reserved"), ("a.", "ending"), ("a /b", "ending"),
    ("a:b", "character"), ('a"b', "character"), ("a\\b", "character"), ("a\nb", "character"),
    ("/a", "path"), ("a//b", "path"), ("../a", "path"), ("x" * 151, "length")])
def test_names_that_windows_refuses(name: str, why: str) -> None:
    assert refused(name) == why


def test_names_of_outputs(results: Path) -> None:
    names = [path.relative_to(results).as_posix() for path in results.rglob("*")]
    assert [name for name in names if refused(name)] == []


def test_no_module_needs_posix_without_asking() -> None:
    """Modules that only some systems have stand behind a question which system it is."""
    only = ("fcntl", "msvcrt", "resource", "pwd", "grp", "termios", "winreg")
    found = {path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py")
             for line in path.read_text(encoding="utf-8").splitlines()
             if line.strip() in {f"import {name}" for name in only}}
    assert found <= {"storage/locks.py"}
    text = (PACKAGE / "storage" / "locks.py").read_text(encoding="utf-8")
    assert 'if sys.platform == "win32":\n    import msvcrt' in text
    assert [path for path in PACKAGE.rglob("*.py") if any(
        word in path.read_text(encoding="utf-8")
        for word in ("os.fork(", "os.getuid(", "os.geteuid(", 'get_context("fork")',
                     "signal.SIGKILL", "os.mkfifo("))] == []
