"""Studies give the same answers wherever they are worked off, and go on after whatever ends them.

The study of ``slow.py`` leaves a line for every item that was worked off: so it is seen that
nothing is computed twice.
"""

from __future__ import annotations

import errno
import os
import pickle
import signal
import subprocess
import sys
import time
import warnings
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import click
import numpy as np
import pytest
from click.testing import CliRunner

import corridors
from corridors.cli.guard import Guarded
from corridors.cli.progress import _left
from corridors.cli.resources import resources
from corridors.errors import (
    CorridorsError,
    InputError,
    MissingPackageError,
    OutputError,
    ServiceError,
    StoppedError,
)
from corridors.messages import say
from corridors.routing.skimtables import skim_tables
from corridors.study import cluster, keep, loop, processes, tasks
from corridors.study import local_cluster as local
from corridors.study import run as running
from corridors.study.archive import pack, unpack
from corridors.study.identity import identity
from corridors.study.items import item_key
from corridors.study.local_cluster import local_cluster
from corridors.study.model import Answer, Count, Resources, Study, StudyWarning
from corridors.study.run import run

ROOT = Path(__file__).parents[1]
if str(ROOT) not in sys.path:
    sys.path.append(str(ROOT))

from tests import slow  # noqa: E402 - workers import it by the same name

LONE = Resources(workers=1, resume=False)
TWO = Resources(workers=2, resume=False)
posix = pytest.mark.skipif(os.name != "posix", reason="signals")


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing that another test has kept."""
    monkeypatch.setenv("CORRIDORS_CACHE", str(tmp_path / "cache"))


@pytest.fixture(scope="module")
def dask() -> Iterator[str]:
    """Address of a real cluster with two workers."""
    with local_cluster(2) as address:
        yield address


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> list[Answer]:
    """Answers of the twenty items, worked off one after the other."""
    return run(slow.study(tmp_path_factory.mktemp("lone")), LONE)


def same(one: list[Answer], other: list[Answer]) -> bool:
    """Whether answers are the same in every bit, and in the order of their names."""
    def bits(answer: Answer) -> list[tuple[Any, ...]]:
        return [(name, array.dtype, array.shape, array.tobytes())
                for name, array in answer.items()]

    return [bits(answer) for answer in one] == [bits(answer) for answer in other]


def text_of(error: pytest.ExceptionInfo[Any]) -> tuple[str, str]:
    return error.value.render("zh"), error.value.render("en")


# ---- the same answers
def test_answers_stand_in_the_order_of_the_items(expected: list[Answer]) -> None:
    assert [int(answer["n"]) for answer in expected] == list(range(20))
    assert list(expected[0]) == ["table", "time_h", "found", "name", "n"]
    assert [answer["time_h"].shape for answer in expected[:3]] == [(0, 2), (1, 2), (2, 2)]
    assert str(expected[4]["name"][0]) == "甲4"


@pytest.mark.parametrize("batch", [None, 1, 7])
def test_two_processes_give_the_same_bits(batch: int | None, expected: list[Answer],
                                          tmp_path: Path) -> None:
    """The first item takes longest, so that the others are finished before it."""
    found = run(slow.study(tmp_path, slow={0: 0.5}), replace(TWO, batch=batch))
    assert same(found, expected)
    assert sorted(slow.worked(tmp_path)) == list(range(20))  # each of them once
    assert str(os.getpid()) not in slow.processes(tmp_path)
    assert 1 <= len(slow.processes(tmp_path)) <= 2  # each made it ready once


def test_a_cluster_gives_the_same_bits(dask: str, expected: list[Answer], tmp_path: Path) -> None:
    found = run(slow.study(tmp_path, slow={0: 0.5}, sleep=0.02),
                Resources(cluster=dask, resume=False))
    assert same(found, expected)
    assert sorted(slow.worked(tmp_path)) == list(range(20))
    assert len(slow.processes(tmp_path)) == 2


def test_a_real_network_travels_whole(toy: corridors.Network, tmp_path: Path) -> None:
    """Networks and scenarios need no file of ours on the other side."""
    scenario = corridors.load_scenario("pinglu_canal")
    network, there = pickle.loads(pickle.dumps((toy, scenario)))
    assert network == toy
    assert (there.file, there.changes, there.hash) == (scenario.file, scenario.changes,
                                                       scenario.hash)
    study = Study("skims", "k", slow.keep_spec, slow.skims, toy, ("rail", "road"))
    here, others = run(study, LONE), run(study, TWO)
    assert same(here, others)
    table = skim_tables(toy, ["mine"], ["bay"], profile="container", families=["rail"])
    assert here[0]["time_h"].tobytes() == table.tables["rail"].values["time_h"].tobytes()
    assert np.isfinite(here[0]["time_h"]).all()


def test_no_items_and_items_given_twice(tmp_path: Path) -> None:
    ticks: list[str] = []
    assert run(slow.study(tmp_path, 0), None, ticks.append) == []
    assert ticks == ["0/0"]
    twice = replace(slow.study(tmp_path), items=(3, 3, 1, 3))
    assert [int(answer["n"]) for answer in run(twice, LONE, ticks.append)] == [3, 3, 1, 3]
    assert sorted(slow.worked(tmp_path)) == [1, 3]
    assert ticks[-1] == "4/4"


def test_items_are_told_apart_by_content() -> None:
    keys = {item_key(item) for item in (
        1, "1", (1,), [1], {"a": 1}, {"a": 2}, frozenset({"a"}), np.arange(2000),
        np.arange(2000.0), np.arange(2001), ("a", ("b",)), (("a", "b"),), None, 1.0)}
    assert len(keys) == 14
    assert item_key({"a": 1, "b": 2}) == item_key({"b": 2, "a": 1})
    with pytest.raises(TypeError, match="needs a repr of its content"):
        item_key(object())


def test_an_archive_gives_back_what_went_in() -> None:
    answers = [{"x": np.array([1.5, np.nan]), "名": np.array("甲")}, {},
               {"名": np.array("乙乙"), "x": np.array([2.5, np.inf])}, {"file": np.array([True])}]
    found = unpack(pack(list("abcd"), answers))
    assert same(list(found.values()), answers)
    packed = pack(list("ab"), answers[:2])
    assert list(unpack(packed, {"b", "z"})) == ["b"]
    assert unpack(packed, {"z"}) == {}
    with pytest.raises(TypeError, match="holds objects"):
        pack(["a"], [{"x": np.array([object()])}])


def test_small_studies_stay_here_and_large_ones_use_all_cores(
        monkeypatch: pytest.MonkeyPatch, expected: list[Answer], tmp_path: Path) -> None:
    fresh, pids = Resources(resume=False), slow.processes
    assert same(run(slow.study(tmp_path / "small"), fresh), expected)
    assert pids(tmp_path / "small") == {str(os.getpid())}
    monkeypatch.setattr(running, "cores", lambda: 2)
    monkeypatch.setattr(running, "LOOK_S", 0.0)
    monkeypatch.setattr(running, "MANY_S", 0.0)
    assert same(run(slow.study(tmp_path / "large", sleep=0.01), fresh), expected)
    assert str(os.getpid()) in pids(tmp_path / "large")  # where it was judged how long it takes
    assert len(pids(tmp_path / "large")) > 1
    asked: list[str] = []

    def none(found: loop.Loop, address: str, workers: int) -> Any:
        asked.append(f"{address} {workers}")
        raise ServiceError(corridors.errors.fault("study.no_local", reason="no port"))

    monkeypatch.setattr(running, "LARGE_S", 0.0)
    monkeypatch.setattr(running, "_cluster", none)
    assert same(run(slow.study(tmp_path / "huge", sleep=0.01), fresh), expected)
    assert asked == ["local 2"]  # and plain processes did it instead


def test_a_study_in_a_study_starts_no_processes(tmp_path: Path) -> None:
    def work(context: Any, item: Any) -> dict[str, Any]:
        assert tasks.working()
        return {}

    run(replace(slow.study(tmp_path, 1), work=work), LONE)
    assert not tasks.working()


# ---- kept and taken up again
def test_a_second_run_computes_nothing_with_any_batch(expected: list[Answer],
                                                      tmp_path: Path) -> None:
    kept = Resources(workers=1, checkpoints=tmp_path / "kept", batch=3)
    study, ticks = slow.study(tmp_path), list[str]()
    run(replace(study, items=study.items[:10]), kept)
    for batch in (1, 7):
        assert same(run(study, replace(kept, batch=batch), ticks.append), expected)
    assert slow.worked(tmp_path) == list(range(20))
    assert ticks[0] == "10/20"
    assert ticks[-1] == "20/20"
    run(study, replace(kept, resume=False))
    assert len(slow.worked(tmp_path)) == 40


def test_other_keys_and_versions_share_nothing(tmp_path: Path,
                                               monkeypatch: pytest.MonkeyPatch) -> None:
    kept = Resources(workers=1, checkpoints=tmp_path / "kept")
    run(slow.study(tmp_path, 2), kept)
    run(slow.study(tmp_path, 2, key="other"), kept)
    assert len(slow.worked(tmp_path)) == 4
    for name in ("code", "data", "numpy"):
        monkeypatch.setattr(keep, "identity", lambda name=name: {**identity(), name: "other"})
        run(slow.study(tmp_path, 2), kept)
    assert len(slow.worked(tmp_path)) == 10


def test_the_identity_is_that_of_the_content() -> None:
    found = identity()
    assert found["corridors"] == corridors.__version__
    assert len(found["code"]) == len(found["data"]) == 12
    assert found["numpy"] == np.__version__
    assert found["python"] == f"{sys.version_info.major}.{sys.version_info.minor}"


def test_broken_files_count_as_none(expected: list[Answer], tmp_path: Path) -> None:
    kept = Resources(workers=1, checkpoints=tmp_path / "kept", batch=5)
    run(slow.study(tmp_path), kept)
    cut, noise, turned, whole = sorted((tmp_path / "kept").rglob("*.npz"))
    cut.write_bytes(cut.read_bytes()[:700])
    noise.write_bytes(b"not an archive")
    raw = bytearray(turned.read_bytes())
    raw[len(raw) // 2] ^= 1
    turned.write_bytes(raw)
    half = whole.with_name("x.tmp")
    half.write_bytes(whole.read_bytes()[:300])
    os.utime(half, (0, 0))
    assert same(run(slow.study(tmp_path), kept), expected)
    assert len(slow.worked(tmp_path)) == 35
    assert not half.exists()
    assert len(list((tmp_path / "kept").rglob("*.npz"))) == 4


def test_the_cache_is_bounded_and_can_be_off(tmp_path: Path,
                                             monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keep, "MOST_STUDIES", 2)
    for key in "abc":
        run(slow.study(tmp_path, 1, key=key), Resources(workers=1))
    assert len(list((tmp_path / "cache" / "studies" / "slow").iterdir())) == 2
    monkeypatch.setenv("CORRIDORS_CACHE", "off")
    before = len(slow.worked(tmp_path))
    for _ in range(2):
        run(slow.study(tmp_path, 1), Resources(workers=1))
    assert len(slow.worked(tmp_path)) == before + 2


def test_a_named_folder_has_to_be_writable(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OutputError) as error:
        run(slow.study(tmp_path), Resources(checkpoints=tmp_path / "file"))
    chinese, english = text_of(error)
    assert "断点文件夹无法写入" in chinese
    assert "--checkpoints" in english
    assert slow.worked(tmp_path) == []


def test_a_full_disk_costs_the_checkpoints_not_the_study(
        expected: list[Answer], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = keep.write

    def full(path: Path, data: bytes) -> None:
        if data:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        write(path, data)  # the trial before the start still fits

    monkeypatch.setattr(keep, "write", full)
    with pytest.warns(StudyWarning, match="未能存为断点：No space left on device"):
        found = run(slow.study(tmp_path), Resources(workers=1, checkpoints=tmp_path / "kept"))
    assert same(found, expected)
    assert same(run(slow.study(tmp_path), Resources(workers=1)), expected)  # no cache is needed


@posix
def test_a_real_limit_of_the_system_leaves_no_half_file(expected: list[Answer],
                                                       tmp_path: Path) -> None:
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
    try:
        with pytest.warns(StudyWarning):
            found = run(slow.study(tmp_path), Resources(workers=1, checkpoints=tmp_path / "kept"))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert same(found, expected)
    assert [path for path in (tmp_path / "kept").rglob("*") if path.is_file()] == []


# ---- killed
@posix
def test_a_killed_process_loses_its_batch_alone(expected: list[Answer], tmp_path: Path) -> None:
    found = run(slow.study(tmp_path, killed={5: "once"}), replace(TWO, batch=1))
    assert same(found, expected)
    assert Counter(slow.worked(tmp_path)) == Counter([*range(20), 5])


@posix
def test_an_item_that_kills_is_named_and_the_rest_is_kept(expected: list[Answer],
                                                          tmp_path: Path) -> None:
    kept = Resources(workers=2, checkpoints=tmp_path / "kept", batch=4)
    with pytest.raises(CorridorsError) as error:
        run(slow.study(tmp_path, killed={5: "always"}), kept)
    chinese, english = text_of(error)
    assert "“slow”算到 5 时，工作进程连续 3 次意外终止（SIGKILL）" in chinese
    assert "ended 3 times (SIGKILL)" in english
    files = len(list((tmp_path / "kept").rglob("*.npz")))
    assert files
    (tmp_path / "worked").unlink()
    assert same(run(slow.study(tmp_path), replace(kept, workers=1)), expected)
    assert 5 in slow.worked(tmp_path)
    assert len(slow.worked(tmp_path)) < 20


@posix
def test_a_killed_worker_of_a_cluster_is_made_good(dask: str, expected: list[Answer],
                                                   tmp_path: Path) -> None:
    found = run(slow.study(tmp_path, killed={5: "once"}, sleep=0.02),
                Resources(cluster=dask, resume=False, batch=2))
    assert same(found, expected)
    assert len(slow.processes(tmp_path)) >= 2
    assert Counter(slow.worked(tmp_path))[5] >= 2


START = """
import signal
import sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background jobs ignore it
sys.path.insert(0, sys.argv[1])
from pathlib import Path
import click
from corridors.cli.guard import Guarded
from corridors.cli.resources import resources
from corridors.study.run import run
from tests import slow

@click.group(cls=Guarded)
def main():
    pass

@main.command()
@click.option("--lang", default="zh")
@resources
def slowly(resources, lang):
    run(slow.study(Path(sys.argv[2]), sleep=0.1, count=30), resources)

main(sys.argv[3:])
"""


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Start the slow study in two processes of a program, up to its third checkpoint."""
    started = []

    def start(*args: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-X", "utf8", "-c", START, str(ROOT), str(tmp_path), "slowly",
             "--checkpoints", str(tmp_path / "kept"), "--workers", "2", *args],
            stderr=subprocess.PIPE, encoding="utf-8")
        started.append(process)
        end = time.monotonic() + 60
        while len(list((tmp_path / "kept").rglob("*.npz"))) < 3:
            assert process.poll() is None
            assert time.monotonic() < end
            time.sleep(0.02)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


def kept_items(folder: Path) -> set[int]:
    return {int(answer["n"]) for path in folder.rglob("*.npz")
            for answer in unpack(path.read_bytes()).values()}


def ended(pids: set[str]) -> bool:
    """Whether processes end within some seconds."""
    end = time.monotonic() + 10
    while time.monotonic() < end:
        if not any(_runs(int(pid)) for pid in pids):
            return True
        time.sleep(0.05)
    return False


def _runs(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except OSError:
        return False
    return state not in {"Z", "X"}


@posix
@pytest.mark.parametrize("how", ["kill", "stop", "stop on a cluster"])
def test_a_run_that_is_ended_goes_on_where_it_was(
        how: str, program: Callable[..., subprocess.Popen[str]], tmp_path: Path) -> None:
    """Killed outright, or stopped by Ctrl-C: what is kept is not computed again."""
    process = program("--lang", "en", *(["--cluster", "local"] if "cluster" in how else []))
    process.send_signal(signal.SIGKILL if how == "kill" else signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    if how != "kill":
        assert process.returncode == 130
        assert errors.startswith("\nStopped: ")
        assert " of 30 items of “slow” are done. They are kept" in errors
        assert "Traceback" not in errors
    assert ended(slow.processes(tmp_path))  # nothing is left running
    kept = kept_items(tmp_path / "kept")
    assert 3 <= len(kept) < 30
    (tmp_path / "worked").unlink()
    found = run(slow.study(tmp_path, 30), Resources(workers=1, checkpoints=tmp_path / "kept"))
    assert [int(answer["n"]) for answer in found] == list(range(30))
    assert sorted({*range(30)} - kept) == sorted(slow.worked(tmp_path))


def test_stopping_is_no_exception(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A script that catches every Exception is stopped by Ctrl-C nevertheless."""
    def tick(step: str) -> None:
        if step == "1/3":
            raise KeyboardInterrupt

    monkeypatch.setenv("CORRIDORS_CACHE", "off")
    with pytest.raises(StoppedError) as error:
        run(slow.study(tmp_path, 3), Resources(workers=1), tick)
    assert not isinstance(error.value, Exception)
    assert text_of(error)[0] == "已中止：“slow”完成 1/3 项。未能保存，再次运行将从头算起。"


# ---- errors of items
@pytest.mark.parametrize("how", ["here", "processes", "cluster"])
def test_an_error_names_the_item(how: str, dask: str, expected: list[Answer],
                                 tmp_path: Path) -> None:
    where = {"here": Resources(workers=1), "processes": Resources(workers=2),
             "cluster": Resources(cluster=dask)}[how]
    where = replace(where, checkpoints=tmp_path / "kept", batch=2)
    with pytest.raises(InputError) as error:
        run(slow.study(tmp_path, wrong=[12]), where)
    chinese, english = text_of(error)
    assert chinese.splitlines()[0].startswith("“slow”算到 12 时出错。")
    assert chinese.splitlines()[1] == "plan.csv：文件是空的。"
    assert "failed at 12." in english
    with pytest.raises(ZeroDivisionError, match="a mistake of ours") as bug:
        run(slow.study(tmp_path, bug=[13]), where)
    assert any("failed at 13." in note for note in bug.value.__notes__)
    with pytest.raises(InputError) as unready:
        run(slow.study(tmp_path, unready=True), replace(where, resume=False))
    assert "plan.csv" in text_of(unready)[1]
    assert same(run(slow.study(tmp_path), where), expected)


@pytest.mark.parametrize(("wrong", "zh", "en"), [
    ({"workers": 0}, "进程数为 0，应不少于 1", "0 workers; at least 1"),
    ({"batch": 0}, "每批项数为 0", "0 items a batch"),
    ({"cluster": "10.0.0.5:8786"}, "请写成 tcp://主机:端口", "Write tcp://host:port"),
    ({"cluster": "tcp://10.0.0.5:8786", "workers": 2}, "请去掉 --workers", "Leave out --workers")])
def test_resources_that_cannot_be(wrong: Mapping[str, Any], zh: str, en: str,
                                  tmp_path: Path) -> None:
    with pytest.raises(InputError) as error:
        run(slow.study(tmp_path), Resources(**wrong))
    assert zh in text_of(error)[0]
    assert en in text_of(error)[1]


def test_functions_that_cannot_travel(tmp_path: Path) -> None:
    study = replace(slow.study(tmp_path, 3), work=lambda context, item: {"n": np.array(item)})
    assert [int(answer["n"]) for answer in run(study, LONE)] == [0, 1, 2]
    with pytest.raises(InputError) as error:
        run(study, TWO)
    assert "--workers 1" in text_of(error)[0]
    assert "notebook" in text_of(error)[1]


# ---- clusters that are not as they should be
def test_a_cluster_that_cannot_be_reached(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "REACH_S", 1.0)
    started = time.monotonic()
    with pytest.raises(ServiceError) as error:
        run(slow.study(tmp_path), Resources(cluster="tcp://127.0.0.1:9"))
    assert time.monotonic() - started < 20
    chinese, english = text_of(error)
    assert "1 秒内连不上集群 tcp://127.0.0.1:9" in chinese
    assert "连通后再次运行，已保存的部分不再重算" in chinese
    assert "dask scheduler" in english


@posix
def test_a_cluster_that_is_lost_on_the_way(expected: list[Answer], tmp_path: Path,
                                           monkeypatch: pytest.MonkeyPatch) -> None:
    """The scheduler is killed; what is finished is kept, and the study goes on without it."""
    monkeypatch.setattr(cluster, "GONE_S", 1.0)
    started: list[subprocess.Popen[bytes]] = []
    start = processes.start

    def noted(*args: Any, **more: Any) -> subprocess.Popen[bytes]:
        started.append(start(*args, **more))
        return started[-1]

    def tick(step: str) -> None:
        if step == "4/20":
            started[0].kill()

    monkeypatch.setattr(local, "start", noted)
    kept = Resources(workers=1, cluster="local", checkpoints=tmp_path / "kept", batch=2)
    with pytest.raises(ServiceError) as error:
        run(slow.study(tmp_path, sleep=0.1), kept, tick)
    assert "失去联系" in text_of(error)[0]
    (tmp_path / "worked").unlink()
    assert same(run(slow.study(tmp_path), replace(kept, cluster="")), expected)
    assert len(slow.worked(tmp_path)) <= 16


def test_a_cluster_without_workers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "REACH_S", 1.0)
    with local_cluster(0) as address, pytest.raises(ServiceError) as error:
        run(slow.study(tmp_path), Resources(cluster=address))
    assert f"dask worker {address} --nthreads 1" in text_of(error)[0]


def test_workers_of_another_version_are_refused(dask: str, tmp_path: Path,
                                                monkeypatch: pytest.MonkeyPatch) -> None:
    ours = {**identity(), "code": "0123456789ab", "numpy": "1.0"}
    for module in (cluster, processes, loop):
        monkeypatch.setattr(module, "identity", lambda: ours)
    with pytest.raises(ServiceError) as error:
        run(slow.study(tmp_path), Resources(cluster=dask))
    assert len(error.value.faults) == 2  # the code and numpy, both workers counted
    chinese, english = text_of(error)
    assert f"版本不同（numpy）：那里是 {np.__version__}，本机是 1.0" in chinese
    assert "2 workers (such as tcp://" in english
    assert slow.worked(tmp_path) == []
    with pytest.raises(ServiceError):  # one that was started after an update
        run(slow.study(tmp_path), TWO)
    late = tasks.work_batch(tasks.Batch("s", (0,), ("k",), (0,)), None, ours)
    assert late.differs == identity()  # one that joins later


def test_dask_may_be_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(MissingPackageError) as error:
        run(slow.study(tmp_path), Resources(cluster="local"))
    assert 'pip install "corridors[cluster]"' in text_of(error)[0]


# ---- on the command line
def test_a_count_tells_how_far_it_is(tmp_path: Path) -> None:
    told: list[str] = []
    run(slow.study(tmp_path), replace(LONE, batch=5), told.append)
    assert told == ["0/20", "5/20", "10/20", "15/20", "20/20"]
    first, second = (step for step in told[:2])
    assert isinstance(first, Count)
    assert isinstance(second, Count)
    assert first.left_s is None
    assert second.left_s is not None
    assert (second.done, second.total) == (5, 20)


@pytest.mark.parametrize(("seconds", "zh", "en"), [
    (3, "，约剩 5 秒", ", about 5 s left"), (62, "，约剩 60 秒", ", about 60 s left"),
    (610, "，约剩 10 分钟", ", about 10 min left"),
    (9000, "，约剩 2.5 小时", ", about 2.5 h left")])
def test_the_time_left_is_said_as_one_says_it(seconds: float, zh: str, en: str) -> None:
    assert (_left(seconds, "zh"), _left(seconds, "en")) == (zh, en)


def test_commands_get_resources_and_say_what_was_not_kept(tmp_path: Path) -> None:
    @click.group(cls=Guarded)
    def main() -> None:
        pass

    @main.command()
    @click.option("--lang", default="zh")
    @resources
    def one(resources: Resources, lang: str) -> None:
        click.echo(repr(resources))
        for _ in range(2):
            warnings.warn(StudyWarning(corridors.errors.fault("study.unkept", reason="full")),
                          stacklevel=1)

    def called(*args: str) -> Any:
        return CliRunner().invoke(main, ["one", *args])

    plain = called()
    assert plain.stdout.strip() == repr(Resources())
    assert plain.stderr.startswith("提示：计算已完成")
    assert plain.stderr.count("full") == 1
    full = called("--workers", "3", "--cluster", "local", "--checkpoints", str(tmp_path),
                  "--fresh", "--lang", "en")
    assert full.stdout.strip() == repr(Resources(3, "local", tmp_path, False))
    assert full.stderr.startswith(f"{say('study.note', 'en')}The study is complete")
    assert called("--workers", "0").exit_code == 2
    text = called("--help").stdout
    assert all(name in text for name in ("--workers N", "--cluster ADDRESS", "--checkpoints DIR"))
