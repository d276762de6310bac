"""Kill runs at random moments and let runs meet, and see whether what stands there is whole.

    python benchmarks/kills.py --kills 300

A child writes sets of files over and over (``sets``), compares scenarios into one folder
(``compare``), or fills a cache (``cache``). It is killed with SIGKILL at a moment drawn with a
seed. What stands there is then read: the old set whole, the new one whole, or a mixture of which
the folder has a journal and which the next run finishes. A mixture without a journal, a file cut
short, or a reader that stumbles ends the run with an error. ``operations`` kills before every
single call that changes the file system, one after the other, and the next run likewise.
``at_once`` lets several processes write into one folder and one cache without killing any.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
NAMES = [f"{name}.csv" for name in "abcde"] + ["figures/map.png"]
SIZES = [20, 200_000, 3_000, 1_000_000, 1, 60_000]
"""Bytes of content behind the number of the set."""

WRITER = """
import sys
from pathlib import Path
sys.path.insert(0, {root!r})
from benchmarks.kills import content
from corridors.storage.manifest import Stamp
from corridors.storage.sets import write_set
tag, rounds = sys.argv[2], int(sys.argv[3])
i = 0
while rounds == 0 or i < rounds:
    i += 1
    write_set(Path(sys.argv[1]), content(f"{{tag}}{{i}}"), stamp=Stamp(tag))
    print(i, flush=True)
"""
COMPARER = """
import sys
sys.path.insert(0, {root!r})
from click.testing import CliRunner
from corridors.cli.main import main
for i in range(10_000):
    for name in ("guiyang_nanning_hsr", "pinglu_canal"):
        done = CliRunner().invoke(main, ["compare", name, "--no-map", "--out", sys.argv[1],
                                         "--format", "csv"])
        assert done.exit_code == 0, done.output
        print(name, flush=True)
"""
CACHER = """
import sys
from pathlib import Path
sys.path.insert(0, {root!r})
import numpy as np
from corridors import cache
rounds = int(sys.argv[2])
i = 0
while rounds == 0 or i < rounds:
    i += 1
    key = cache.key_of(str(i % 7))
    found = cache.kept("numbers", key, lambda: np.full(40_000, i % 7),
                       lambda one: cache.packed({{"a": one}}), lambda raw: cache.unpacked(raw)["a"])
    assert found.shape == (40_000,) and (found == i % 7).all()
    print(i, flush=True)
"""


def content(tag: str) -> dict[str, bytes]:
    """A set of files that all say of which set they are."""
    return {name: f"{tag}\n".encode() + tag[-1:].encode() * size
            for name, size in zip(NAMES, SIZES, strict=True)}


def tag_of(folder: Path, name: str) -> str:
    """Set that a file is of; an error where it is cut short."""
    data = (folder / name).read_bytes()
    tag = data.split(b"\n", 1)[0].decode()
    assert data == content(tag)[name], f"{name} is cut short"
    return tag


def start(code: str, *args: object, **more: str) -> subprocess.Popen[str]:
    """A child, after its first finished round."""
    import os

    child = subprocess.Popen(
        [sys.executable, "-c", code.format(root=str(ROOT)), *map(str, args)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env={**os.environ, "PYTHONUTF8": "1", **more})
    assert child.stdout is not None
    if not child.stdout.readline():
        assert child.stderr is not None
        raise AssertionError(child.stderr.read())
    return child


def kill(child: subprocess.Popen[str], after_s: float) -> None:
    """SIGKILL after a while; on Windows its like."""
    time.sleep(after_s)
    assert child.poll() is None, "the child ended by itself"
    child.kill()
    child.communicate()


def kill_writers(folder: Path, kills: int, seed: int = 1) -> Counter[str]:
    """Kill a writer of sets; how often the set was whole, and how often it was finished."""
    from corridors.storage.journal import recover, staging, unfinished
    from corridors.storage.locks import LOCK, held
    from corridors.storage.manifest import MANIFEST, read_manifest, sha256

    draw, found = random.Random(seed), Counter[str]()
    for i in range(kills):
        kill(start(WRITER, folder, f"k{i}-", 0), draw.uniform(0, 0.05))
        tags = {tag_of(folder, name) for name in NAMES}
        journal = bool(unfinished(folder))
        assert len(tags) <= 2
        assert len(tags) == 1 or journal, f"a mixture that nothing tells of: {tags}"
        found["mixed, told by its journal" if len(tags) == 2 else "whole"] += 1
        found["left something unfinished"] += bool(staging(folder))
        with held(folder, 5.0):  # a lock that had outlived its process would stop here
            found["finished by the next run"] += recover(folder)
        tags = {tag_of(folder, name) for name in NAMES}
        assert len(tags) == 1, f"not whole after recovery: {tags}"
        manifest = read_manifest(folder)
        assert manifest is not None
        assert {name: sha256(folder / name) for name in NAMES} == {
            name: entry.sha256 for name, entry in manifest.items()}
        left = {path.name for path in folder.iterdir()} - {LOCK, MANIFEST, "figures", *NAMES}
        assert not left, f"left behind: {left}"
    return found


def kill_compare(folder: Path, kills: int, seed: int = 1, most_s: float = 3.0) -> Counter[str]:
    """Kill real comparisons; what ``corridors check`` says of the folder after each."""
    from click.testing import CliRunner

    from corridors.cli.main import main

    draw, found = random.Random(seed), Counter[str]()
    for _ in range(kills):
        kill(start(COMPARER, folder), draw.uniform(0, most_s))
        done = CliRunner().invoke(main, ["check", str(folder), "--lang", "en"])
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        scenario = json.loads((folder / "summary.json").read_text(encoding="utf-8"))["scenario"]
        assert scenario in ("guiyang_nanning_hsr", "pinglu_canal")
        if done.exit_code == 0:
            assert scenario in done.output
            found["current and whole"] += 1
        else:
            assert "A run was killed while it put its files in place" in done.output, done.output
            found["mixed, said by check"] += 1
    return found


def kill_everywhere(folder: Path, second: int = 0, seed: int = 1,
                    step: int = 1) -> Counter[str]:
    """Kill a child before each call that touches the file system, until it comes through.

    Parameters
    ----------
    second
        So many times, at calls drawn with the seed, the run that finishes what was left is killed
        as well.
    step
        Calls from one that is killed at to the next.
    """
    from corridors.storage.journal import recover, unfinished
    from corridors.storage.locks import held
    from corridors.storage.sets import write_set

    draw, found = random.Random(seed), Counter[str]()

    def put(tag: str) -> None:
        extra = {"more.csv": b"1"} if tag == "old" else {}
        write_set(folder, {**content(tag), **extra}, remove=("more.csv",))

    def mend() -> None:
        with held(folder, 5.0):
            recover(folder)

    def whole() -> str:
        tag, = {tag_of(folder, name) for name in NAMES}
        assert (folder / "more.csv").exists() is (tag == "old")
        return tag

    most = 0
    for n in range(1, 1000, step):
        put("old")
        if not _killed_at(n, lambda: put("new")):
            most = n - step
            break
        tags = {tag_of(folder, name) for name in NAMES}
        assert len(tags) == 1 or unfinished(folder), f"call {n}: a mixture nothing tells of"
        found["mixed, told by the journal"] += len(tags) == 2
        mend()
        found[f"{whole()} set whole"] += 1
    found["last call"] = most
    for _ in range(second):
        put("old")
        _killed_at(draw.randint(1, most), lambda: put("new"))
        found["killed twice"] += _killed_at(draw.randint(1, 40), mend)
        mend()
        whole()
    left = [path.name for path in folder.iterdir() if path.name.startswith(".")]
    assert not left, left
    return found


CALLS = {"os.rename", "os.link", "os.remove", "os.rmdir", "os.mkdir", "open", "os.truncate",
         "shutil.rmtree", "os.symlink", "shutil.copyfile", "tempfile.mkdtemp", "os.scandir"}


def _killed_at(n: int, work: Callable[[], None]) -> bool:
    """Do a piece of work in a child that kills itself before its n-th call; whether it did."""
    import os
    import signal

    child = os.fork()
    if child == 0:
        count = 0

        def hook(event: str, _: object) -> None:
            nonlocal count
            count += event in CALLS
            if count == n and event in CALLS:
                os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(hook)
        try:
            work()
        except BaseException:
            traceback.print_exc()
            sys.stderr.flush()
            os._exit(1)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    if os.WIFEXITED(status) and os.WEXITSTATUS(status):
        raise AssertionError("the child failed by itself")
    return os.WIFSIGNALED(status)


def kill_cache(folder: Path, kills: int, seed: int = 1) -> Counter[str]:
    """Kill processes that fill a cache; every reader after them finds it whole."""
    draw, found = random.Random(seed), Counter[str]()
    for _ in range(kills):
        kill(start(CACHER, "-", 0, CORRIDORS_CACHE=str(folder)), draw.uniform(0, 0.03))
        found["half-written, beside the entries"] += len(list(folder.rglob("*.tmp")))
        reader = start(CACHER, "-", 8, CORRIDORS_CACHE=str(folder))
        reader.communicate(timeout=60)
        assert reader.returncode == 0
        found["read again"] += 1
    return found


def at_once(folder: Path, processes: int, rounds: int = 30) -> Counter[str]:
    """Several processes write sets into one folder and use one cache, with a reader beside them."""
    from corridors.storage.manifest import read_manifest, sha256

    out, store = folder / "out", folder / "cache"
    began = time.perf_counter()
    writers = [start(WRITER, out, f"p{i}-", rounds) for i in range(processes)]
    cachers = [start(CACHER, "-", rounds * 4, CORRIDORS_CACHE=str(store))
               for _ in range(processes)]
    found = Counter[str]()
    while any(child.poll() is None for child in (*writers, *cachers)):
        for name in NAMES:
            tag_of(out, name)
        found["sets read meanwhile"] += 1
        time.sleep(0.01)
    for child in (*writers, *cachers):
        _, complaints = child.communicate()
        assert child.returncode == 0, complaints
        assert not complaints, complaints
    tags = {tag_of(out, name) for name in NAMES}
    assert len(tags) == 1, f"of several runs: {tags}"
    manifest = read_manifest(out) or {}
    assert {name: entry.sha256 for name, entry in manifest.items()} == {
        name: sha256(out / name) for name in NAMES}
    assert sorted(path.name for path in out.iterdir()) == sorted(
        ["corridors.json", "figures", *(name for name in NAMES if "/" not in name)])
    found["sets written"] = processes * rounds
    found["milliseconds"] = round((time.perf_counter() - began) * 1000)
    return found


def main() -> None:
    """Print how often what was found."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--kills", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        told = {
            "operations": kill_everywhere(folder / "operations", given.kills, given.seed),
            "sets": kill_writers(folder / "sets", given.kills, given.seed),
            "cache": kill_cache(folder / "cache", max(1, given.kills // 5), given.seed),
            "compare": kill_compare(folder / "compare", max(1, given.kills // 15), given.seed),
            **{f"at_once {n}": at_once(folder / str(n), n) for n in (2, 4)}}
    for part, found in told.items():
        print(f"{part}: " + "; ".join(f"{key} {count}" for key, count in sorted(found.items())))


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    main()
