"""The examples of the documentation run, and their notebooks hold what a run gives today."""

from __future__ import annotations

import ast
import contextlib
import importlib.util
import io
import json
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

DOCS = Path(__file__).parents[1] / "docs"
SCRIPTS = sorted((DOCS / "examples").glob("*.py"))


@pytest.fixture(scope="module")
def builder() -> ModuleType:
    """The program that builds the notebooks."""
    spec = importlib.util.spec_from_file_location("build_notebooks", DOCS / "build_notebooks.py")
    assert spec is not None
    assert spec.loader is not None
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    return tool


def stored(name: str) -> dict[str, Any]:
    return json.loads((DOCS / "notebooks" / f"{name}.ipynb").read_text(encoding="utf-8"))


def shown(cells: list[Any]) -> list[str]:
    """What the cells print and show as text."""
    return ["".join(output.get("text") or output.get("data", {}).get("text/plain", ""))
            for cell in cells for output in cell.get("outputs", ())]


def run_here(source: str, argv: list[str], monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Run a cell after another in this process: what each prints, and then shows."""
    monkeypatch.setattr(sys, "argv", ["example.py", *argv])
    names: dict[str, Any] = {"__name__": "__main__"}
    out = []
    for cell in source.split("\n# %%\n"):
        tree = ast.parse(cell)
        last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
        said = io.StringIO()
        with contextlib.redirect_stdout(said):
            exec(compile(tree, "cell", "exec"), names)
            value = None if last is None else eval(
                compile(ast.Expression(last.value), "cell", "eval"), names)
        out += [text for text in (said.getvalue(), "" if value is None else repr(value)) if text]
    return out


def test_there_are_three_with_a_notebook_each(builder: ModuleType) -> None:
    """Notebooks are those of the scripts: same cells, no clock, no path, no numbers of runs."""
    assert len(SCRIPTS) == 3
    for script in SCRIPTS:
        kept = stored(script.stem)
        cells = builder.cells(script.read_text(encoding="utf-8"))
        assert [(cell["cell_type"], "".join(cell["source"])) for cell in kept["cells"]] == cells
        text = json.dumps(kept, ensure_ascii=False)
        assert not any(word in text for word in ("/tmp", "/home", "/root", "Traceback"))
        assert all(cell.get("execution_count") is None for cell in kept["cells"])
        assert text.count("image/png") == 1


def test_a_notebook_run_in_a_kernel_gives_what_is_kept(
        builder: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CORRIDORS_LANG", "zh")
    script = DOCS / "examples" / "canal_toll_and_queue.py"
    made = builder.run(builder.notebook(script.read_text(encoding="utf-8")))
    kept = stored(script.stem)["cells"]
    assert shown(made.cells) == shown(kept)
    figures = [output["data"]["image/png"].strip() for cells in (made.cells, kept)
               for cell in cells for output in cell.get("outputs", ())
               if "image/png" in output.get("data", {})]
    assert figures[0] == figures[1]


def test_the_railways_of_today_are_those_that_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CORRIDORS_LANG", "zh")
    script = DOCS / "examples" / "huangbai_against_qiangui.py"
    here = run_here(script.read_text(encoding="utf-8"), [], monkeypatch)
    kept = shown(stored(script.stem)["cells"])
    numbers = [text for text in kept if "黄百运价系数低于" in text]
    assert numbers
    assert all(text in here for text in numbers)
    assert [text for text in kept if "发车间隔" in text] == [
        text for text in here if "发车间隔" in text]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_industry_runs_small(lang: str, tmp_path: Path,
                                 monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CORRIDORS_LANG", lang)
    script = DOCS / "examples" / "liuzhou_car_industry.py"
    here = run_here(script.read_text(encoding="utf-8"), ["--small", "--out", str(tmp_path)],
                    monkeypatch)
    assert (tmp_path / "liuzhou_car_industry.png").stat().st_size > 10_000
    kept = shown(stored(script.stem)["cells"])
    mean = [text for text in here if "现状平均综合费用" in text]
    assert mean
    assert all(text in kept for text in mean)


def test_an_example_is_a_script(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", str(DOCS / "examples" / "canal_toll_and_queue.py"),
         "--small", "--out", str(tmp_path)], capture_output=True, encoding="utf-8", check=False,
        cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "beyond a toll of" in done.stdout
    assert (tmp_path / "canal_toll_and_queue.png").is_file()
