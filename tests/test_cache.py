"""The cache: never needed, never trusted, never in the way."""

from __future__ import annotations

import multiprocessing
import os
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from corridors import cache


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path / "kept"))
    return tmp_path / "kept"


def kept(key: str = "key", value: int = 1, made: list[int] | None = None) -> int:
    """A number that takes long to work out."""
    def make() -> int:
        if made is not None:
            made.append(value)
        return value

    return cache.kept("numbers", key, make, lambda n: cache.packed({"number": np.full(1000, n)}),
                      lambda data: int(cache.unpacked(data)["number"][0]))


def test_made_once(folder: Path) -> None:
    made: list[int] = []
    assert [kept(value=1, made=made), kept(value=2, made=made)] == [1, 1]
    assert made == [1]
    assert [path.name for path in folder.rglob("*") if path.is_file()] == ["key.npz"]


@pytest.mark.parametrize("spoil", ["cut", "bytes", "empty", "other", "folder"])
def test_a_broken_entry_is_made_anew(folder: Path, spoil: str) -> None:
    kept(value=1)
    path = folder / "numbers" / "key.npz"
    whole = path.read_bytes()
    if spoil == "cut":
        path.write_bytes(whole[:-40])
    elif spoil == "bytes":
        path.write_bytes(whole[:4000] + b"?" * 100 + whole[4100:])
    elif spoil == "empty":
        path.write_bytes(b"")
    elif spoil == "other":
        np.savez(path, wrong=np.zeros(3))
    else:
        path.unlink()
        path.mkdir()
    made: list[int] = []
    assert kept(value=7, made=made) == 7
    assert made == [7]
    if spoil != "folder":
        assert kept(value=8, made=made) == 7


def test_no_pickle_is_read(folder: Path) -> None:
    """An entry could come from anybody who can write there; it must not run anything."""
    (folder / "numbers").mkdir(parents=True)
    np.savez(folder / "numbers" / "key.npz", number=np.array([print], dtype=object))
    assert kept(value=3) == 3


def test_switched_off(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(cache.VARIABLE, "off")
    assert cache.folder() is None
    assert [kept(value=1), kept(value=2)] == [1, 2]
    assert not folder.exists()


@pytest.mark.parametrize("obstacle", ["file", "full", "forbidden"])
def test_works_where_nothing_can_be_written(folder: Path, obstacle: str,
                                            monkeypatch: pytest.MonkeyPatch) -> None:
    if obstacle == "file":
        folder.write_text("in the way")
    else:
        def no(*_: object, **__: object) -> None:
            raise OSError(28, "No space left") if obstacle == "full" else PermissionError(13, "no")

        monkeypatch.setattr("os.fdopen", no)
    assert kept(value=5) == 5
    if folder.is_dir():
        assert [path for path in folder.rglob("*") if path.is_file()] == []


def test_old_entries_go(folder: Path) -> None:
    for i in range(cache.MOST + 2):
        kept(f"key{i}", i)
        os.utime(folder / "numbers" / f"key{i}.npz", (1000.0 + i, 1000.0 + i))
    left = {path.stem for path in (folder / "numbers").iterdir()}
    assert len(left) == cache.MOST
    assert f"key{cache.MOST + 1}" in left
    assert "key0" not in left


def test_what_is_used_stays(folder: Path) -> None:
    for i in range(cache.MOST):
        kept(f"key{i}", i)
        os.utime(folder / "numbers" / f"key{i}.npz", (1000.0 + i, 1000.0 + i))
    kept("key0")
    kept("new", 9)
    assert (folder / "numbers" / "key0.npz").exists()
    assert not (folder / "numbers" / "key1.npz").exists()


def test_what_a_dead_process_left_goes(folder: Path) -> None:
    (folder / "numbers").mkdir(parents=True)
    dead, busy = folder / "numbers" / "a.tmp", folder / "numbers" / "b.tmp"
    for path in (dead, busy):
        path.write_bytes(b"half")
    os.utime(dead, (time.time() - 2 * cache.STALE_S,) * 2)
    kept()
    assert not dead.exists()
    assert busy.exists()


def _many(folder: str) -> list[int]:
    os.environ[cache.VARIABLE] = folder
    return [kept(f"key{i % 3}", i % 3) for i in range(60)]


def test_two_processes_at_once(folder: Path) -> None:
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        first, second = pool.map(_many, [str(folder)] * 2)
    assert first == second == [i % 3 for i in range(60)]
    assert not list(folder.rglob("*.tmp"))


@pytest.fixture(params=[("linux", "XDG_CACHE_HOME"), ("win32", "LOCALAPPDATA"), ("darwin", "")])
def system(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch,
           tmp_path: Path) -> Iterator[tuple[str, Path]]:
    name, variable = request.param
    monkeypatch.delenv(cache.VARIABLE, raising=False)
    monkeypatch.setattr("sys.platform", name)
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    if variable:
        monkeypatch.setenv(variable, str(tmp_path / "own"))
    return name, tmp_path


def test_where_it_lies(system: tuple[str, Path]) -> None:
    name, home = system
    below = {"linux": "own", "win32": "own", "darwin": "Library/Caches"}[name]
    assert cache.folder() == home / below / "corridors"


def test_the_folder_may_be_named_from_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    monkeypatch.setenv("CORRIDORS_CACHE", "~/kept")
    assert cache.folder() == tmp_path / "kept"
