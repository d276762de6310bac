"""Nothing is lost: runs killed at any moment, runs at once, and names that every system takes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from click.testing import CliRunner

from benchmarks import kills
from corridors import cache
from corridors.cli.main import main
from corridors.errors import OutputError
from corridors.storage import journal, sets
from corridors.storage.journal import PREFIX, REDO
from corridors.storage.locks import LOCK, BusyError, held
from corridors.storage.manifest import MANIFEST, Stamp, read_manifest
from corridors.storage.sets import write_set

POSIX = pytest.mark.skipif(os.name != "posix", reason="SIGKILL and fork are things of POSIX")


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sets of small files: what counts are the calls, not the bytes."""
    monkeypatch.setattr(kills, "SIZES", [20, 300, 3, 1000, 1, 60])


# ---- killed
@POSIX
@pytest.mark.usefixtures("small")
def test_killed_before_any_call_the_old_or_the_new_set_is_whole(tmp_path: Path) -> None:
    """A real SIGKILL before every other call that touches the file system, one by one.

    The script forks by itself: a test process has threads, and those do not go with it.
    """
    code = ("from pathlib import Path; import sys; from benchmarks import kills;"
            f"kills.SIZES = {kills.SIZES};"
            "print(dict(kills.kill_everywhere(Path(sys.argv[1]), 6, step=2)))")
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path)], capture_output=True,
                          text=True, cwd=Path(__file__).parents[1], timeout=100, check=False)
    assert done.returncode == 0, done.stderr
    found = eval(done.stdout)
    assert found["last call"] > 50
    assert 2 * (found["old set whole"] + found["new set whole"]) == found["last call"] + 1
    assert found["mixed, told by the journal"] > 0  # else the kills came between no two renames
    assert found["killed twice"] > 0


@POSIX
def test_killed_at_any_time(tmp_path: Path) -> None:
    found = kills.kill_writers(tmp_path / "sets", 3, seed=5)
    assert found["left something unfinished"] > 0
    assert kills.kill_cache(tmp_path / "cache", 1)["read again"] == 1


@POSIX
def test_a_killed_comparison(tmp_path: Path) -> None:
    """The real command, killed while it runs over and over; then its folder is checked."""
    assert sum(kills.kill_compare(tmp_path / "out", 1, seed=2, most_s=0.5).values()) == 1


def _broken_off(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave a folder as a kill between two renames leaves it."""
    class Killed(BaseException):
        pass

    write_set(folder, {"a.csv": b"old", "b.csv": b"old"}, stamp=Stamp("compare"))
    with monkeypatch.context() as patch:
        real = Path.replace

        def replace(self: Path, target: Path) -> Path:
            if Path(target).name == "b.csv" or self.name == REDO:  # nothing is taken back either
                raise Killed
            return real(self, target)

        patch.setattr(Path, "replace", replace)
        with pytest.raises(Killed):
            write_set(folder, {"a.csv": b"new", "b.csv": b"new"}, stamp=Stamp("compare"))
    assert [(folder / name).read_bytes() for name in ("a.csv", "b.csv")] == [b"new", b"old"]


def test_the_mixture_is_said_and_the_next_run_finishes_it(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _broken_off(tmp_path, monkeypatch)
    told = CliRunner().invoke(main, ["check", str(tmp_path), "--lang", "en"])
    assert told.exit_code == 1
    assert "of a set of 3 files 2 are still to come" in told.output
    written = write_set(tmp_path, {"c.csv": b"other"})
    assert written.finished == 1
    assert [(tmp_path / name).read_bytes() for name in ("a.csv", "b.csv")] == [b"new", b"new"]
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "a.csv", "b.csv", "c.csv", MANIFEST]


def test_a_journal_from_elsewhere_reaches_nothing_outside(tmp_path: Path) -> None:
    """A folder that somebody sent: its journal would replace and remove files beside it."""
    folder = tmp_path / "sent"
    stage = folder / f"{PREFIX}evil"
    (stage / "new").mkdir(parents=True)
    (stage / "new" / "x").write_bytes(b"evil")
    (tmp_path / "mine.txt").write_bytes(b"mine")
    (folder / "link").symlink_to(tmp_path)
    for name in ("../mine.txt", "/etc/mine.txt", "link/mine.txt", "a/../../mine.txt"):
        stage.mkdir(exist_ok=True)
        (stage / REDO).write_text(json.dumps(
            {"files": [], "remove": [name], "before": [], "keep": []}), encoding="utf-8")
        write_set(folder, {"a.csv": b"1"})
        assert (tmp_path / "mine.txt").read_bytes() == b"mine"
        assert not stage.exists()
    with pytest.raises(OutputError):
        write_set(folder, {"link/mine.txt": b"evil"})
    assert (tmp_path / "mine.txt").read_bytes() == b"mine"


@pytest.mark.parametrize("text", ["", "[]", "{", '{"files": 3}', "[" * 5000, '{"schema": 2}'])
def test_a_broken_manifest_or_journal_stops_nothing(text: str, tmp_path: Path) -> None:
    (tmp_path / MANIFEST).write_text(text, encoding="utf-8")
    (tmp_path / f"{PREFIX}x").mkdir()
    (tmp_path / f"{PREFIX}x" / REDO).write_text(text, encoding="utf-8")
    assert read_manifest(tmp_path) is None
    assert CliRunner().invoke(main, ["check", str(tmp_path)]).exit_code == 1
    write_set(tmp_path, {"a.csv": b"1"}, stamp=Stamp("compare"))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.csv", MANIFEST]


# ---- at once
def test_runs_at_once_leave_one_set_whole(tmp_path: Path) -> None:
    found = kills.at_once(tmp_path, 4, rounds=5)
    assert found["sets written"] == 20


def test_who_waits_too_long_is_told(tmp_path: Path) -> None:
    with held(tmp_path), pytest.raises(BusyError), held(tmp_path, 0.01):
        pass
    assert not (tmp_path / LOCK).exists()


def test_threads_of_one_process_wait_for_each_other(tmp_path: Path) -> None:
    inside: list[int] = []
    most: list[int] = []

    def work() -> None:
        for _ in range(10):
            with held(tmp_path):
                inside.append(1)
                most.append(len(inside))
                inside.pop()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert max(most) == 1
    assert list(tmp_path.iterdir()) == []


def test_where_there_are_no_locks_one_works_without(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Some network drives know none; then only what is old counts as left behind."""
    def none(_: int) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr("corridors.storage.locks._lock", none)
    (tmp_path / f"{PREFIX}of_somebody").mkdir()
    write_set(tmp_path, {"a.csv": b"1"})
    assert (tmp_path / f"{PREFIX}of_somebody").is_dir()
    os.utime(tmp_path / f"{PREFIX}of_somebody", (0, 0))
    write_set(tmp_path, {"a.csv": b"2"})
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]


def test_where_there_are_no_links_old_files_are_copied(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def none(*_: object, **__: object) -> None:
        raise NotImplementedError

    write_set(tmp_path, {"a.csv": b"old", "b.csv": b"old"})
    monkeypatch.setattr(os, "link", none)
    real = Path.replace

    def locked(self: Path, target: Path) -> Path:
        if Path(target).name == "b.csv":
            raise PermissionError(13, "Permission denied")
        return real(self, target)

    monkeypatch.setattr(Path, "replace", locked)
    with pytest.raises(OutputError, match=r"b\.csv"):
        write_set(tmp_path, {"a.csv": b"new", "b.csv": b"new"})
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {
        "a.csv": b"old", "b.csv": b"old"}


# ---- edited by hand
def test_what_was_edited_by_hand_stays(tmp_path: Path) -> None:
    made = Stamp("compare", "canal")
    write_set(tmp_path, {"a.docx": b"1", "b.csv": b"1"}, stamp=made)
    (tmp_path / "a.docx").write_bytes(b"my words")
    written = write_set(tmp_path, {"a.docx": b"2", "b.csv": b"2"}, stamp=made)
    (name, kept), = written.kept
    assert name == "a.docx"
    assert (tmp_path / kept).read_bytes() == b"my words"
    assert (tmp_path / "a.docx").read_bytes() == b"2"
    assert written.foreign == ()


def test_what_was_replaced_and_what_is_older_is_told(tmp_path: Path) -> None:
    (tmp_path / "b.csv").write_bytes(b"mine")
    first = write_set(tmp_path, {"a.csv": b"1", "b.csv": b"1", "c.csv": b"1"},
                      stamp=Stamp("compare", "canal", "h1"))
    assert first.foreign == ("b.csv",)
    second = write_set(tmp_path, {"a.csv": b"2"}, stamp=Stamp("compare", "canal", "h2"),
                       remove=("b.csv", "none.csv"))
    assert second.removed == ("b.csv",)
    assert second.stale == ("c.csv",)
    third = write_set(tmp_path, {"a.csv": b"3"}, stamp=Stamp("compare", "other"))
    assert third.replaced == {"canal": ("a.csv",)}
    assert set(read_manifest(tmp_path) or ()) == {"a.csv", "c.csv"}


# ---- leftovers of other places
def test_half_written_entries_of_a_cache_go_after_an_hour(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CORRIDORS_CACHE", str(tmp_path))
    (tmp_path / "x").mkdir()
    for name, age in (("old.tmp", 0.0), ("new.tmp", None)):
        (tmp_path / "x" / name).write_bytes(b"half")
        if age is not None:
            os.utime(tmp_path / "x" / name, (age, age))
    cache.kept("x", "k", lambda: 1, lambda _: b"1", int)
    assert sorted(path.name for path in (tmp_path / "x").iterdir()) == ["k.npz", "new.tmp"]


def test_every_write_goes_one_way() -> None:
    """Files that are not scratch are written by ``corridors.storage`` and the cache alone."""
    allowed = {"storage/journal.py", "storage/sets.py", "cache.py"}
    scratch = {"exchange/gmns/raw.py", "exchange/timetables/project.py",
               "exchange/template/check.py", "exchange/template/filled.py"}
    """Into folders for temporary files, to be read again at once."""
    package = Path(sets.__file__).parents[1]
    found = set()
    for path in package.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        if any(word in text for word in (".write_bytes(", ".write_text(", "NamedTemporaryFile",
                                         'open("w', ".mkstemp(")):
            found.add(path.relative_to(package).as_posix())
    assert found <= allowed | scratch, found - allowed - scratch
    assert journal.PREFIX == ".corridors-"
