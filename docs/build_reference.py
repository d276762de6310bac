"""Write the generated parts of the documentation: ``python docs/build_reference.py``.

``data.md`` gets the columns of every table from ``corridors/fields``, ``cli.md`` the options of
every command, ``maps.md`` the keys of map specifications and the ready-made ones, the two READMEs
what ``corridors check --data`` and ``corridors validate`` find. What stands between a pair of marks
is replaced, the rest is written by hand. ``validation.png`` is the figure of
``corridors validate``.
"""

from __future__ import annotations

import inspect
import sys
from functools import cache
from pathlib import Path
from typing import Literal, get_args, get_origin

import click
from pydantic import BaseModel

from corridors.analysis.checks import check_embedded
from corridors.analysis.quality.audit import Audit
from corridors.analysis.validation.run import Validation, validate
from corridors.cartography.layers import LAYERS
from corridors.cartography.model import ExtentSpec, LabelsSpec, MapFile
from corridors.cli.main import main as command
from corridors.parameters import read_parameters
from corridors.paths import embedded
from corridors.report.cartography.make import listing
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
    "sectors": "sectors 附件中的产业", "halts": "halts 高铁中间站",
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
                f"| {allowed(c)} | {span(c.likely_min, c.likely_max)} "
                f"| {c.title_zh}：{c.description_zh} {c.description} |"
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
    """One section a command; those of a group stand in its place."""
    out: list[str] = []
    found = {name: item for name, item in command.commands.items()
             if not isinstance(item, click.Group)}
    for group in command.commands.values():
        if isinstance(group, click.Group):
            found |= {f"{group.name} {name}": item for name, item in group.commands.items()}
    for name, item in sorted(found.items()):
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


def attributes(model: type[BaseModel]) -> dict[str, str]:
    """What the docstring of a model says of its keys, those of its bases too."""
    found: dict[str, str] = {}
    for part in model.__mro__[::-1]:
        _, _, told = inspect.cleandoc(part.__doc__ or "").partition("Attributes\n----------\n")
        names: list[str] = []
        for line in told.splitlines():
            if line and not line.startswith(" "):
                names = line.split(", ")
                found |= dict.fromkeys(names, "")
            elif line.strip():
                found |= {name: f"{found[name]} {line.strip()}".strip() for name in names}
    return found


def keys(model: type[BaseModel]) -> list[str]:
    """Table of the keys of a model: what each takes, its default, its meaning."""
    told = attributes(model)
    out = ["| key | takes | default | meaning |", "|---|---|---|---|"]
    for name, field in model.model_fields.items():
        plain = isinstance(field.default, str | int | float | tuple)
        default = f"`{shown(field.default)}`" if plain and field.default not in {"", ()} else ""
        out.append(f"| `{field.alias or name}` | {takes(field.annotation)} | "
                   f"{'required' if field.is_required() else default} | "
                   f"{told.get(name, '').replace('``', '`')} |")
    return [*out, ""] if len(out) > 2 else ["no keys", ""]


def shown(default: object) -> str:
    """A default as a file would have it."""
    if isinstance(default, tuple):
        return f"[{', '.join(map(shown, default))}]"
    return str(default).lower() if isinstance(default, bool) else str(default)


def takes(annotation: object) -> str:
    """What a key takes, in words."""
    if get_origin(annotation) is Literal:
        return ", ".join(f"`{value}`" for value in get_args(annotation))
    plain = {str: "text", int: "whole number", float: "number", bool: "`true`, `false`"}
    if annotation in plain:
        return plain[annotation]
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return ", ".join(f"`{name}`" for name in annotation.model_fields)
    parts = list(dict.fromkeys(takes(part) for part in get_args(annotation)
                               if part not in (type(None), Ellipsis)))
    words = ", ".join(part for part in parts if part)
    return f"list of {words}" if get_origin(annotation) is tuple else words


def specification() -> str:
    """Keys of a map specification and of its layers."""
    out = ["### map", "", *keys(MapFile), "### extent", "", *keys(ExtentSpec), "### labels", "",
           *keys(LabelsSpec)]
    for name, layer in LAYERS.items():
        out += [f"### {name}", "", (layer.__doc__ or "").splitlines()[0], "", *keys(layer)]
    return "\n".join(out)


def ready_maps() -> str:
    """The ready-made maps."""
    out = ["| map | 图名 title | 图层 layers |", "|---|---|---|"]
    out += [f"| `{row.id}` | {row.name_zh} {row.name_en} | "
            f"{', '.join(f'`{name}`' for name in row.layers)} |" for row in listing()]
    return "\n".join(out) + "\n"


PARTS = {
    "maps.md": {"keys": specification, "ready": ready_maps},
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
