"""Things that will go: what is said, where, in which language, and that they do go."""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from packaging.version import Version

import corridors
from corridors.cli.guard import Guarded
from corridors.deprecated import DeprecatedWarning, deprecate, deprecated

PACKAGE = Path(corridors.__file__).parent


@deprecated("travel()", since="0.2", until="0.4")
def journey(hours: float, *, late: float = 0) -> float:
    """Hours."""
    return hours + late


def test_the_answer_stays_and_the_line_of_the_caller_is_named() -> None:
    with pytest.warns(DeprecatedWarning, match=r"journey\(\) 自 corridors 0\.2 起不再推荐") as seen:
        assert journey(2, late=1) == 3
    assert Path(seen[0].filename) == Path(__file__)
    assert seen[0].message.fault.render("en") == (  # type: ignore[union-attr]
        "journey() is deprecated since corridors 0.2 and will be gone in 0.4. Use travel().")
    assert journey.__doc__ == "Hours."


def test_it_is_shown_unless_switched_off() -> None:
    """Python hides DeprecationWarning from whoever runs a script or a notebook."""
    assert issubclass(DeprecatedWarning, FutureWarning)


def test_a_renamed_public_name_leads_to_the_new_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(corridors._RENAMED, "comparison", ("compare", "0.2", "0.4"))
    with pytest.warns(DeprecatedWarning, match=r"comparison .* corridors\.compare") as seen:
        assert corridors.comparison is corridors.compare
    assert Path(seen[0].filename) == Path(__file__)
    assert "comparison" not in dir(corridors)
    with pytest.raises(AttributeError, match="no attribute 'journey'"):
        corridors.journey  # noqa: B018


@pytest.mark.parametrize(("lang", "words"), [
    ("zh", "即将取消：--mode 自 corridors 0.2 起不再推荐，0.4 版将取消。请改用 --modes。\n"),
    ("en", ("Deprecated: --mode is deprecated since corridors 0.2 and will be gone in 0.4. "
            "Use --modes.\n"))])
def test_a_command_says_it_once_beside_its_answer(lang: str, words: str) -> None:
    @click.group(cls=Guarded)
    def top() -> None:
        """Top."""

    @top.group(cls=Guarded)
    def middle() -> None:
        """A group in a group."""

    @middle.command()
    @click.option("--lang")
    def ask(lang: str) -> None:
        for _ in range(3):
            deprecate("--mode", "--modes", since="0.2", until="0.4")
        click.echo("answer")

    done = CliRunner().invoke(top, ["middle", "ask", "--lang", lang])
    assert done.exit_code == 0
    assert done.stdout == "answer\n"
    assert done.stderr == words


def test_other_warnings_pass() -> None:
    @click.group(cls=Guarded)
    def top() -> None:
        """Top."""

    @top.command()
    def ask() -> None:
        warnings.warn("something else", UserWarning, stacklevel=1)

    with pytest.warns(UserWarning, match="something else"):
        CliRunner().invoke(top, ["ask"], catch_exceptions=False)


# ---- what was announced to go is gone by then
def announced() -> Iterator[tuple[str, str, str]]:
    """Where, since and until of everything that the package announces to go."""
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and (
                    node.func.id in {"deprecate", "deprecated"}):
                given = {word.arg: word.value for word in node.keywords}
                dates = [given[key].value for key in ("since", "until")
                         if isinstance(given.get(key), ast.Constant)]
                if dates:
                    yield path.name, *dates
    for name, (instead, since, until) in corridors._RENAMED.items():
        assert instead in corridors.__all__
        yield name, since, until


def test_what_was_announced_is_gone_and_was_announced_long_enough() -> None:
    for where, since, until in announced():
        first, last = Version(since), Version(until)
        assert Version(corridors.__version__) < last, f"{where}: was to be gone in {until}"
        assert (last.major, last.minor) >= (first.major, first.minor + 2) or (
            last.major > first.major), f"{where}: two minor versions at least"
