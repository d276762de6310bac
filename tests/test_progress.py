"""Progress shows on a terminal alone, and never among the results."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from corridors.cli.progress import progress

COMMAND = [sys.executable, "-X", "utf8", "-m", "corridors", "compare", "guiyang_nanning_hsr",
           "--no-map", "--format", "json"]


def on_terminal(args: list[str], folder: Path, term: str = "xterm") -> tuple[str, str]:
    """Standard output of a command, and what the terminal at its standard error saw."""
    pty = pytest.importorskip("pty")
    ours, theirs = pty.openpty()
    process = subprocess.Popen([*args, "--out", str(folder)], stdout=subprocess.PIPE, stderr=theirs,
                               env={**os.environ, "TERM": term, "COLUMNS": "120"}, cwd=folder)
    os.close(theirs)
    seen = b""
    while True:
        try:
            part = os.read(ours, 4096)
        except OSError:  # the other end is closed
            break
        if not part:
            break
        seen += part
    assert process.stdout is not None
    with process.stdout as stream:
        out = stream.read().decode()
    assert process.wait(60) == 0
    os.close(ours)
    return out, seen.decode()


@pytest.mark.parametrize(("lang", "words"), [
    ("zh", ("正在比较情景前后（第 1 步：旅客）", "核对公布的成效", "整理表格")),
    ("en", ("Comparing before and after (step 1: ", "published effects", "tables"))])
def test_a_terminal_sees_each_step_and_pure_results(lang: str, words: tuple[str, ...],
                                                    tmp_path: Path) -> None:
    out, seen = on_terminal([*COMMAND, "--lang", lang], tmp_path)
    for word in words:
        assert word in seen
    assert json.loads(out)
    assert seen.rstrip().endswith(("\x1b[2K", "\x1b[?25h"))  # the line is wiped out at the end
    assert "Traceback" not in seen


def test_a_dumb_terminal_and_a_pipe_see_nothing(tmp_path: Path) -> None:
    out, seen = on_terminal(COMMAND, tmp_path, term="dumb")
    assert json.loads(out)
    assert seen == ""
    done = subprocess.run([*COMMAND, "--out", str(tmp_path)], capture_output=True, check=True,
                          cwd=tmp_path)
    assert done.stderr == b""
    assert done.stdout.decode() == out


def test_without_a_terminal_ticks_go_nowhere(capfd: pytest.CaptureFixture[str]) -> None:
    with progress("progress.compare", "zh") as tick:
        tick("progress.tables")
        tick("2026")
    assert capfd.readouterr() == ("", "")


def test_analyses_tell_their_steps() -> None:
    import corridors
    from corridors.analysis.compare import compare
    from corridors.analysis.timeline import timeline
    from corridors.messages import known

    told: list[str] = []
    scenario = corridors.load_scenario("guiyang_nanning_hsr")
    compare(scenario, tick=told.append)
    assert told == [f"profile.{profile}" for profile in scenario.file.compare.profiles]
    assert all(map(known, told))
    told.clear()
    timeline([("nanning", "guiyang")], last_year=2024, tick=told.append)
    assert told == ["2022", "2023", "2024"]


def test_a_report_shows_on_a_terminal_which_document_it_writes(tmp_path: Path) -> None:
    """Nothing but the last line is left, on standard output."""
    out, seen = on_terminal([*COMMAND[:5], "report", "guiyang_nanning_hsr", "--html"], tmp_path)
    assert "正在编写汇报材料" in seen
    assert "html" in seen
    assert "正在" not in out
    assert out.rstrip().endswith("guiyang_nanning_hsr.html")
