"""Write the table of ``licences.md``: ``python docs/build_licences.py``.

Every package that an installation draws in, on any of the systems, is followed through the
metadata of what is installed; it says its licence as an expression, as a field or as a classifier.
One that says it otherwise has a row in ``READ``, with where it was read; one whose licence is not
among ``ALLOWED`` stops the build and the test that looks at the table.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import metadata
from itertools import product
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

DOCS = Path(__file__).parent
SETUP = tomllib.loads((DOCS.parent / "pyproject.toml").read_text(encoding="utf-8"))["project"]
MARKS = "<!-- licences: generated -->\n\n", "\n<!-- licences: end -->"
HEAD = ("| 程序包 package | 许可 licence | 用于 needed by |\n|---|---|---|\n")

PERMISSIVE = {"MIT", "MIT-CMU", "BSD-2-Clause", "BSD-3-Clause", "0BSD", "Apache-2.0",
              "Apache-2.0 WITH LLVM-exception", "PSF-2.0", "Zlib", "CC0-1.0", "WTFPL",
              "OFL-1.1", "BSL-1.0", "ISC"}
NOTED = {"MPL-2.0", "LGPL-2.1-only", "LGPL-2.1-or-later", "LGPL-3.0-only", "LGPL-3.0-or-later",
         "LicenseRef-AequilibraE"}
ALLOWED = PERMISSIVE | NOTED

TOOLS = ("dev", "docs")
"""Extras of those who work on the toolkit; a planner's installation has none of it."""

SAYINGS = {  # fields and classifiers as packages write them
    "MIT License": "MIT", "Apache": "Apache-2.0", "Apache 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD 3-Clause License": "BSD-3-Clause", "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
    "SIL Open Font License 1.1 (OFL-1.1)": "OFL-1.1",
}
READ = {  # licence, as the text in the package has it, where the metadata only say "BSD" or less
    "colorama": "BSD-3-Clause",  # on Windows only
    "cycler": "BSD-3-Clause",
    "jinja2": "BSD-3-Clause",
    "kiwisolver": "BSD-3-Clause",
    "numba": "BSD-2-Clause",
    "partd": "BSD-3-Clause",
    "scipy": "BSD-3-Clause",
    "zict": "BSD-3-Clause",
}
SYSTEMS = [{"sys_platform": system, "platform_system": name, "os_name": os,
            "python_version": version, "python_full_version": f"{version}.0"}
           for (system, name, os), version in product(
               [("linux", "Linux", "posix"), ("win32", "Windows", "nt"),
                ("darwin", "Darwin", "posix")], ["3.11", "3.12", "3.13"])]


def applies(requirement: Requirement, extras: Iterable[str]) -> bool:
    """Whether a requirement holds on any system, for a package taken with these extras."""
    marker = requirement.marker
    return marker is None or any(marker.evaluate({**system, "extra": extra})
                                 for system, extra in product(SYSTEMS, [*extras, ""]))


def drawn_in(rows: Iterable[str]) -> set[str]:
    """Names of all packages that these requirements draw in, themselves included."""
    waiting, done = [Requirement(row) for row in rows], set()
    while waiting:
        requirement = waiting.pop()
        name, extras = canonicalize_name(requirement.name), frozenset(requirement.extras)
        if (name, extras) in done:
            continue
        done.add((name, extras))
        try:
            needed = metadata.requires(name) or []
        except metadata.PackageNotFoundError:
            if name not in READ:  # of another system
                raise SystemExit(f"{name} is not installed: its licence cannot be read") from None
            needed = []
        waiting += [row for row in map(Requirement, needed) if applies(row, extras)]
    return {str(name) for name, _ in done}


@cache
def licence(name: str) -> str:
    """Licence of an installed package as an SPDX expression, empty where it is not known."""
    if name in READ:
        return READ[name]
    said = metadata.metadata(name)
    if expression := said.get("License-Expression"):
        return str(expression)
    kinds = [row.rsplit(" :: ", 1)[1] for row in said.get_all("Classifier") or []
             if row.startswith("License :: ")]
    for word in ((said.get("License") or "").split("\n")[0].strip(), *kinds):
        found = SAYINGS.get(word, word)
        if found and all(part in ALLOWED for part in parts(found)):
            return found
    return ""


def parts(expression: str) -> Iterator[str]:
    """Licences that hold at once; of a choice the first that is allowed."""
    for term in expression.replace("(", "").replace(")", "").split(" AND "):
        choice = term.split(" OR ")
        yield next((one for one in choice if one in ALLOWED), choice[0])


def packages() -> dict[str, list[str]]:
    """Each package drawn in and what needs it: the base installation or extras."""
    base = drawn_in(SETUP["dependencies"])
    needs: dict[str, list[str]] = {name: ["corridors"] for name in base}
    for extra, rows in SETUP["optional-dependencies"].items():
        if extra not in TOOLS:
            for name in drawn_in(rows) - base:
                needs.setdefault(name, []).append(extra)
    return dict(sorted(needs.items()))


def faults(names: Iterable[str]) -> list[str]:
    """Packages whose licence is unknown or not allowed."""
    return [f"{name}: {licence(name) or 'unknown'}" for name in names
            if not licence(name) or not all(part in ALLOWED for part in parts(licence(name)))]


def built() -> str:
    """The page with its table renewed."""
    needs = packages()
    if wrong := faults(needs):
        raise SystemExit("licences to look at: " + "; ".join(wrong))
    table = HEAD + "".join(
        f"| {name} | {licence(name)} | {', '.join(f'`{need}`' for need in needed)} |\n"
        for name, needed in needs.items())
    page = (DOCS / "licences.md").read_text(encoding="utf-8")
    head, rest = page.split(MARKS[0])
    return head + MARKS[0] + table + MARKS[1] + rest.split(MARKS[1])[1]


if __name__ == "__main__":
    (DOCS / "licences.md").write_text(built(), encoding="utf-8")
