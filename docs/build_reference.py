"""Write the generated parts of the documentation: ``python docs/build_reference.py``.

``data.md`` gets the columns of every table from ``corridors/fields``, ``cli.md`` the options of
every command, the two READMEs what ``corridors check --data`` and ``corridors validate`` find. What
stands between a pair of marks is replaced, the rest is written by hand. ``validation.png`` is the
figure of ``corridors validate``.
"""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path

import click

from corridors.analysis.checks import check_embedded
from corridors.analysis.quality.audit import Audit
from corridors.analysis.validation.run import Validation, validate
from corridors.cli.main import main as command
from corridors.parameters import read_parameters
from corridors.paths import embedded
from corridors.report.quality import (
    FINDING_HEADS,
    HEADS,
    TOTAL_HEADS,
    finding_cells,
    markdown,
    standing_cells,
    total_cells,
)
from corridors.report.validation import SCORE_HEADS, score_cells
from corridors.report.validation_figure import validation_figure
from corridors.schema import TABLES, Column, columns

DOCS = Path(__file__).parent
TITLES = {
    "places": "places 地点", "sets": "sets 地点组", "nodes": "nodes 节点", "links": "links 路段",
    "services": "services 班次", "service_stops": "service_stops 停靠点",
    "transfers": "transfers 换装换乘", "locks": "locks 船闸", "vessels": "vessels 船型",
    "sources": "sources 文献", "values": "values 单个数值的出处",
    "sections": "sections 公布区段", "chambers": "chambers 闸室", "totals": "totals 公布总里程",
    "ranges": "ranges 通常取值", "explained": "explained 有说明的发现",
    "published_times": "published_times 公布的行程时间",
    "sectors": "sectors 附件中的产业",
}


def span(low: float | None, high: float | None) -> str:
    """A range as text; empty where neither end is set."""
    if low is None and high is None:
        return ""
    return f"{'' if low is None else f'{low:g}'} … {'' if high is None else f'{high:g}'}".strip()


def allowed(column: Column) -> str:
    """What a cell may hold."""
    if column.allowed:
        return ", ".join(f"`{value}`" for value in column.allowed)
    if column.references:
        return f"id in [{column.references}](#{column.references})"
    return span(column.minimum, column.maximum)


def tables() -> str:
    """One section a table."""
    out: list[str] = []
    for name in TABLES:
        out += [f'<a id="{name}"></a>', "", f"### {TITLES[name]}", "",
                "| column | type | unit | required | allowed | likely | meaning |",
                "|---|---|---|---|---|---|---|"]
        out += [f"| `{c.name}` | {c.type} | {c.unit} | {'yes' if c.required else ''} "
                f"| {allowed(c)} | {span(c.likely_min, c.likely_max)} | {c.description} |"
                for c in columns(name).values()]
        out.append("")
    return "\n".join(out)


def parameters() -> str:
    """All assumptions and rates."""
    out = ["| parameter | value | low | high | unit | source | confidence | note |",
           "|---|---|---|---|---|---|---|---|"]
    out += [f"| `{key}` | {p.value:g} | {p.low:g} | {p.high:g} | {p.unit} | {p.source_id} | "
            f"{p.confidence} | {p.note.replace('|', '/')} |"
            for key, p in read_parameters(embedded("data") / "parameters.yaml").items()]
    return "\n".join(out) + "\n"


def options() -> str:
    """One section a command."""
    out: list[str] = []
    for name, item in sorted(command.commands.items()):
        arguments = [p for p in item.params if isinstance(p, click.Argument)]
        usage = " ".join(["corridors", name, *(p.make_metavar(click.Context(item))
                                               for p in arguments), "[OPTIONS]"])
        out += [f"### {name}", "", "```text", usage, "```", "", (item.help or "").strip(), "",
                "| option | default | meaning |", "|---|---|---|"]
        for p in item.params:
            if isinstance(p, click.Option):
                choices = ("" if not isinstance(p.type, click.Choice)
                           else " " + ", ".join(f"`{choice}`" for choice in p.type.choices))
                default = p.default if isinstance(p.default, str) else ""
                out.append(f"| `{p.opts[0]}`{choices} | {default} | {p.help} |")
        out.append("")
    return "\n".join(out)


@cache
def audited() -> Audit:
    """The audit of the embedded data package."""
    found = check_embedded().audit
    assert found is not None
    return found


def quality() -> str:
    """How much of the data is published, in both languages."""
    found = audited()
    return "\n".join(markdown(HEADS, [standing_cells(item, lang) for item in found.standing], lang)
                     for lang in ("zh", "en"))


def findings() -> str:
    """What the checks find and what explains it."""
    found = audited()
    return "\n".join(markdown(FINDING_HEADS, finding_cells(found, lang), lang)
                     for lang in ("zh", "en"))


def sums() -> str:
    """Published totals beside the sums of their parts."""
    found = audited()
    return "\n".join(markdown(TOTAL_HEADS, total_cells(found, lang), lang)
                     for lang in ("zh", "en"))


@cache
def validated() -> Validation:
    """The model against the published figures of the embedded data package."""
    return validate()


def validation() -> str:
    """How close the model comes to published figures, in both languages."""
    groups = [score for score in validated().scores if not score.profile]
    return "\n".join(markdown(SCORE_HEADS, score_cells(groups, lang), lang)
                     for lang in ("zh", "en"))


PARTS = {
    "data.md": {"tables": tables, "parameters": parameters},
    "cli.md": {"commands": options},
    "../README.md": {"quality": quality, "validation": validation},
    "../data/README.md": {"findings": findings, "totals": sums},
}


def built(page: str) -> str:
    """A page with its generated parts as they should be."""
    text = (DOCS / page).read_text(encoding="utf-8")
    for part, make in PARTS[page].items():
        start, end = f"<!-- {part}: generated -->\n", f"<!-- {part}: end -->"
        before, rest = text.split(start)
        text = f"{before}{start}\n{make()}\n{end}{rest.split(end)[1]}"
    return text


def main() -> None:
    """Write every page."""
    for page in PARTS:
        (DOCS / page).write_text(built(page), encoding="utf-8")
        sys.stdout.write(f"{page}\n")
    (DOCS / "validation.png").write_bytes(validation_figure(validated(), "zh"))


if __name__ == "__main__":
    main()
