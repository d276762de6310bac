"""Make ``docs/notebooks`` from the scripts in ``docs/examples``, run and with their answers.

``python docs/build_notebooks.py`` runs every cell in a fresh kernel and keeps what it shows. A
notebook holds no clock, no execution number and no path, so that the same code and data give the
same file.
"""

from __future__ import annotations

import json
import os
import re
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
SCRIPTS, NOTEBOOKS = HERE / "examples", HERE / "notebooks"
CELL = re.compile(r"^# %%( \[markdown\])?\n", re.MULTILINE)
SECONDS = 600


def cells(text: str) -> list[tuple[str, str]]:
    """Kind and source of every cell of a script, without what only a command line needs."""
    parts = CELL.split(text)[1:]
    out = []
    for mark, body in zip(parts[::2], parts[1::2], strict=True):
        source = body.strip("\n")
        if "sys.argv[sys.argv.index" in source:
            continue
        if mark:
            out.append(("markdown", re.sub(r"^# ?", "", source, flags=re.MULTILINE)))
        else:
            out.append(("code", source))
    return out


def notebook(text: str) -> Any:
    """A notebook of a script, not run yet."""
    import nbformat

    made = nbformat.v4.new_notebook()
    made.metadata["kernelspec"] = {"display_name": "Python 3", "language": "python",
                                   "name": "python3"}
    made.metadata["language_info"] = {"name": "python"}
    for number, (kind, source) in enumerate(cells(text)):
        cell = (nbformat.v4.new_markdown_cell if kind == "markdown"
                else nbformat.v4.new_code_cell)(source)
        cell["id"] = f"cell-{number}"
        made.cells.append(cell)
    return made


def run(made: Any) -> Any:
    """Run every cell in a kernel of its own and keep what is the same every time."""
    from nbclient import NotebookClient

    NotebookClient(made, timeout=SECONDS, kernel_name="python3").execute()
    for cell in made.cells:
        cell.metadata = {}
        if cell.cell_type == "code":
            cell.execution_count = None
            for output in cell.outputs:
                if "execution_count" in output:
                    output["execution_count"] = None
    return made


def written(made: Any) -> str:
    """A notebook as text."""
    return json.dumps(made, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def main() -> None:
    """Build all notebooks, or those that are named."""
    os.environ.setdefault("CORRIDORS_LANG", "zh")
    for script in sorted(SCRIPTS.glob("*.py")):
        if not sys.argv[1:] or script.stem in sys.argv[1:]:
            made = run(notebook(script.read_text(encoding="utf-8")))
            (NOTEBOOKS / f"{script.stem}.ipynb").write_text(written(made), encoding="utf-8")
            print(script.stem)


if __name__ == "__main__":
    main()
