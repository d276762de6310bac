"""The handbook: every block of every chapter runs, and both languages say the same.

A chapter is followed as its reader follows it, from the top, in a folder that is empty at first:

- ``console``: commands, each after ``$ ``; ``cd`` changes the folder. A ``text`` block right
  behind shows some of what the last of them says, line by line, or the errors that it ends with.
- ``yaml`` and ``csv``: a file. Its first line is a comment with the file's name.
- ``python``: runs there too.
- ``text``: anywhere else it is no more than text, such as what is typed to install.
"""

from __future__ import annotations

import contextlib
import importlib.util
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import corridors
from corridors.cli.main import main

ROOT = Path(__file__).parents[1]
BOOK = ROOT / "docs" / "handbook"
LANGUAGES = ("zh", "en")
CHAPTERS = sorted(page.stem for page in (BOOK / "zh").glob("*.md"))
FENCE = re.compile(r"^```([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
KINDS = {"console", "python", "yaml", "csv", "text"}
FAILED = ("错误", "Error")
NAMES = {"平陆运河": "pinglu_canal", "南宁": "nanning", "上海": "shanghai", "贵阳": "guiyang",
         "百色": "baise", "柳州": "liuzhou", "河池": "hechi", "新加坡": "singapore",
         "梧州": "wuzhou"}
"""How the English chapters write the Chinese names in commands."""
TABLE = re.compile(r"^\|.*\|$", re.MULTILINE)
LINK = re.compile(r"\]\(([^)#]+)(?:#[^)]*)?\)")


def page(chapter: str, lang: str) -> Path:
    return BOOK / lang / f"{chapter}.md"


def text_of(chapter: str, lang: str) -> str:
    return page(chapter, lang).read_text(encoding="utf-8")


def blocks(chapter: str, lang: str) -> list[tuple[str, str, bool]]:
    """Kind and body of every block, and whether it stands right behind a block of commands."""
    text = text_of(chapter, lang)
    found, end, before = [], 0, ""
    for match in FENCE.finditer(text):
        directly = before == "console" and not text[end:match.start()].strip()
        found.append((match[1], match[2], directly))
        end, before = match.end(), match[1]
    return found


def tight(text: str) -> str:
    """A text without its spaces, which depend on the width of the terminal."""
    return re.sub(r"\s+", "", text)


class Reader:
    """Someone who does what a chapter says, in a folder of their own."""

    def __init__(self, folder: Path, lang: str) -> None:
        self.folder, self.lang = folder, lang
        self.said: Result | None = None
        self.asked = ""

    def follow(self, kind: str, body: str, answer: bool) -> None:
        if kind == "console":
            self.commands(body)
        elif kind == "python" and self.lang == LANGUAGES[0]:  # the other has the same
            self.python(body)
        elif kind in ("yaml", "csv"):
            self.file(body)
        elif answer:
            self.answer(body)

    def commands(self, body: str) -> None:
        for line in body.splitlines():
            self.passed()
            assert line.startswith("$ "), line
            program, *args = shlex.split(line.removeprefix("$ "))
            if program == "cd":
                self.folder /= args[0]
                assert self.folder.is_dir(), line
                continue
            assert program == "corridors", line
            with contextlib.chdir(self.folder):
                self.said = CliRunner(env={"CORRIDORS_LANG": self.lang, "COLUMNS": "400"}).invoke(
                    main, args)
            self.asked = line

    def answer(self, body: str) -> None:
        assert self.said is not None
        said, lines = self.said.output, body.splitlines()
        failed = lines[0].startswith(FAILED)
        assert (self.said.exit_code != 0) == failed, f"{self.asked}\n{said}"
        for line in lines:
            if line.strip() != "…":
                assert tight(line) in tight(said), f"{self.asked}\n{line}\n{said}"
        self.said = None

    def passed(self) -> None:
        """The last command went well, unless its failure was shown."""
        if self.said is not None:
            assert self.said.exit_code == 0, (
                f"{self.asked}\n{self.said.output}{self.said.exception!r}")
            assert self.said.stdout.strip(), self.asked
        self.said = None

    def file(self, body: str) -> None:
        first, _, rest = body.partition("\n")
        name = re.fullmatch(r"# ([\w./-]+\.(?:yaml|csv))", first)
        assert name, f"a file begins with its name: {first}"
        path = self.folder / name[1]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(body if path.suffix == ".yaml" else rest, encoding="utf-8")

    def python(self, body: str) -> None:
        self.passed()
        done = subprocess.run(
            [sys.executable, "-W", "error", "-c", body], capture_output=True, encoding="utf-8",
            cwd=self.folder, check=False,
            env={**os.environ, "PYTHONUTF8": "1", "CORRIDORS_LANG": self.lang})
        assert done.returncode == 0, done.stderr
        assert done.stdout.strip(), body


def test_there_is_a_handbook_in_both_languages() -> None:
    assert len(CHAPTERS) >= 12
    assert sorted(item.stem for item in (BOOK / "en").glob("*.md")) == CHAPTERS


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("chapter", CHAPTERS)
def test_a_reader_gets_through_the_chapter(chapter: str, lang: str, tmp_path: Path) -> None:
    found = blocks(chapter, lang)
    assert {kind for kind, _, _ in found} <= KINDS
    reader = Reader(tmp_path, lang)
    for kind, body, answer in found:
        reader.follow(kind, body, answer)
    reader.passed()


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_both_languages_have_the_same_blocks(chapter: str) -> None:
    """Files and commands are the same but for names; output and remarks differ by language."""
    def told(lang: str) -> list[tuple[str, str]]:
        return [(kind, "" if kind == "text" else same(re.sub(r"\s*#.*", "", body)))
                for kind, body, _ in blocks(chapter, lang)]

    def same(body: str) -> str:
        for name, instead in NAMES.items():
            body = body.replace(name, instead)
        return body

    assert told("zh") == told("en")


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_both_languages_have_the_same_shape(chapter: str) -> None:
    """As many headings of each level, tables of the same rows, links to the same pages."""
    def shape(lang: str) -> object:
        text = FENCE.sub("", text_of(chapter, lang))
        return (re.findall(r"^(#+) ", text, re.MULTILINE), len(TABLE.findall(text)),
                text.count("$$"),
                sorted(link for link in LINK.findall(text)
                       if not link.startswith(("../zh/", "../en/", "http"))
                       and not link.endswith((".png", ".svg"))))

    assert shape("zh") == shape("en")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_english_is_english_and_leads_to_the_other_language(lang: str) -> None:
    for chapter in CHAPTERS:
        text = text_of(chapter, lang)
        other = "en" if lang == "zh" else "zh"
        assert f"(../{other}/{chapter}.md)" in text.split("\n## ")[0], page(chapter, lang)


def test_links_lead_somewhere() -> None:
    count = 0
    for lang in LANGUAGES:
        for chapter in CHAPTERS:
            for target in LINK.findall(text_of(chapter, lang)):
                if "://" not in target:
                    assert (BOOK / lang / target).exists(), f"{lang}/{chapter}: {target}"
                    count += 1
    assert count > 40


def test_formulas_are_drawn_and_name_what_there_is() -> None:
    """Every formula becomes MathML; every parameter, column and source of the chapter exists."""
    sys.path.insert(0, str(ROOT / "docs"))
    try:
        markup = pytest.importorskip("sphinx_ext.mathml").markup
    finally:
        sys.path.pop(0)
    network = corridors.load_network()
    sources = set(network.sources["id"])
    text = text_of("method", "zh")
    formulas = re.findall(r"\$\$\n(.+?)\n\$\$", text, re.DOTALL)
    assert len(formulas) >= 12
    for formula in formulas:
        assert markup(formula, block=True).startswith("<math")
    with pytest.raises(ValueError, match="nosuchthing"):
        markup(r"\nosuchthing{x}", block=True)
    named = 0
    for row in TABLE.findall(text):
        *_, where, source = [cell.strip() for cell in row.strip("|").split("|")]
        for key in re.findall(r"`([a-z_]+\.[\w.*]+)`", where):
            first, rest = key.split(".", 1)
            table = getattr(network, first, None)
            if table is not None and first != "parameters":
                assert rest in table.columns, key
            elif not key.endswith(".csv"):
                assert any(re.fullmatch(key.replace(".", r"\.").replace("*", ".*"), known)
                           for known in network.parameters), key
            named += 1
        for key in re.findall(r"`(\w+)`", source):
            assert key in sources, key
            named += 1
    assert named > 50


def test_the_picture_of_the_architecture_is_drawn_from_the_imports() -> None:
    """Arcs go down only, and every package stands in a band."""
    spec = importlib.util.spec_from_file_location("build_architecture",
                                                  ROOT / "docs" / "build_architecture.py")
    assert spec is not None
    assert spec.loader is not None
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    assert all(upper < lower for upper, lower in tool.arcs())
    packages = {path.parent.name for path in (ROOT / "corridors").glob("*/__init__.py")}
    shown = {name for band in tool.BANDS for name in band[3]}
    assert packages - shown <= {"drawing"}
    for lang in LANGUAGES:
        picture = (BOOK / f"architecture-{lang}.svg").read_text(encoding="utf-8")
        assert all(f"{name}" in picture for name in packages & shown)


def test_chinese_is_searched_by_pairs() -> None:
    sys.path.insert(0, str(ROOT / "docs"))
    try:
        cut = pytest.importorskip("sphinx_ext.chinese_search").cut
    finally:
        sys.path.pop(0)
    assert cut("平陆运河 river_sea，闸") == ["平陆", "陆运", "运河", "river_sea", "闸"]


def test_machines_without_chinese_fonts_get_the_characters_used(tmp_path: Path) -> None:
    sys.path.insert(0, str(ROOT / "docs"))
    try:
        from sphinx_ext.chinese_font import FILE, characters
    finally:
        sys.path.pop(0)
    (tmp_path / "a.html").write_text("<p>平陆 canal &#36816;河，</p>", encoding="utf-8")
    assert {*"平陆运河，"} <= {*characters(tmp_path)}
    assert "c" not in characters(tmp_path)
    style = (BOOK / "static" / "handbook.css").read_text(encoding="utf-8")
    assert f'url("{FILE}")' in style
    assert "data:font/woff;base64," in (BOOK / "architecture-zh.svg").read_text(encoding="utf-8")
