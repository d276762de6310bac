"""``corridors projects`` and ``corridors plans``: the register, and coverage of each plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from corridors.cli.options import DEBUG, FORMAT, LANG, console

if TYPE_CHECKING:
    from corridors.projects.model import Project
    from corridors.projects.select import Filters

KINDS = ("road", "rail", "waterway", "sea", "port", "air", "hub", "policy", "demand", "energy")
STAGES = ("unknown", "idea", "study", "preliminary", "planned", "ongoing", "construction",
          "opened")
PREFECTURES = "guangxi"
"""Set of places whose members are the prefectures."""
ORDER = ("nanning", "liuzhou", "guilin", "wuzhou", "beihai", "fangchenggang", "qinzhou", "guigang",
         "yulin", "baise", "hezhou", "hechi", "laibin", "chongzuo")
"""Prefectures in the order of their administrative codes, as bureaus list them."""


@click.command()
@click.argument("project", required=False)
@click.option("--plan", default=None, help="Projects that a plan names, by its id.")
@click.option("--mode", "--kind", "kinds", type=click.Choice((*KINDS, "water")), multiple=True,
              help="Projects of a kind, water for waterway, sea and port; may be given twice.")
@click.option("--status", "stages", type=click.Choice(STAGES), multiple=True,
              help="Projects that have come so far; may be given twice.")
@click.option("--prefecture", default=None,
              help="Projects in a prefecture of Guangxi, by any of its names.")
@click.option("--modelled/--not-modelled", default=None,
              help="Projects that change the network, or those that do not.")
@click.option("--opening-by", default=None,
              help="Projects open by a date, by their actual opening or else the planned one.")
@click.option("--by", type=click.Choice(["prefecture", "mode", "plan", "status"]), default=None,
              help="Count and list them in groups instead.")
@click.option("--effects/--no-effects", default=None,
              help="With one project: compute its claims and the pairs it helps; on for tables.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), default=None,
              help="Write one sheet a prefecture there: CSV and text.")
@FORMAT
@LANG
@DEBUG
def projects(project: str | None, plan: str | None, kinds: tuple[str, ...],
             stages: tuple[str, ...], prefecture: str | None, modelled: bool | None,
             opening_by: str | None, by: str | None, effects: bool | None, out: Path | None,
             form: str, lang: str) -> None:
    """List the plan register, or show everything about one project.

    规划项目清单：可按规划、方式、状态、设区市筛选或分组；给出编号时列出该项目的全部内容。
    """
    from corridors.projects.plans import read_plans
    from corridors.projects.register import register
    from corridors.projects.select import with_water
    from corridors.report.projects import print_projects, project_rows, projects_csv

    given = {"--plan": plan, "--mode": kinds, "--status": stages, "--prefecture": prefecture,
             "--modelled": modelled, "--opening-by": opening_by, "--by": by, "--out": out}
    if project is not None:
        _one(project, given, effects=effects, form=form, lang=lang)
        return
    filters = _filters(plan, with_water(kinds), stages, prefecture, modelled, opening_by, effects)
    everything = register().all()
    known = {item.id: item for item in everything}
    chosen = [item for item in everything if filters.take(item)]
    if out is not None:
        _sheets(chosen, filters.prefecture, by, out, lang)
    if by is not None:
        _groups(chosen, by, form, lang)
    elif form == "json":
        from corridors.report.text import to_json

        click.echo(to_json(project_rows(chosen, known, read_plans())).decode(), nl=False)
    elif form == "csv":
        click.echo(projects_csv(chosen, known, read_plans()).decode("utf-8-sig"), nl=False)
    else:
        print_projects(console(), chosen, known, lang)


def _filters(plan: str | None, kinds: tuple[str, ...], stages: tuple[str, ...],
             prefecture: str | None, modelled: bool | None, opening_by: str | None,
             effects: bool | None) -> Filters:
    """What was asked for, or the faults of the options, all at once."""
    from corridors.errors import Fault, InputError, fault
    from corridors.names import suggest
    from corridors.projects.plans import read_plans
    from corridors.projects.select import Filters
    from corridors.schema import is_date

    faults: list[Fault] = []
    plans = read_plans()
    if plan is not None and plan not in plans:
        faults.append(fault("plan_unknown", found=plan, allowed=", ".join(plans),
                            suggestion=suggest(plan, plans)))
    if opening_by is not None and not is_date(opening_by):
        faults.append(fault("date_wrong", found=opening_by))
    if effects is not None:
        faults.append(fault("option_of_project",
                            option="--effects" if effects else "--no-effects"))
    place = None
    if prefecture is not None:
        try:
            place = _prefecture(prefecture)
        except InputError as error:
            faults += error.faults
    if faults:
        raise InputError(faults)
    return Filters(plan, kinds or None, stages or None, place, modelled, opening_by)


def _prefecture(name: str) -> str:
    """Id of a prefecture by any of its names; 市 at its end may stand or not."""
    from corridors.errors import UnknownNameError, fault
    from corridors.names import suggest
    from corridors.network.load import read_base
    from corridors.places import find_place, place_name

    base = read_base()
    allowed = base.place_sets[PREFECTURES]
    try:
        key = find_place(base, name.strip().removesuffix("市"))
    except UnknownNameError:
        key = ""
    if key not in allowed:
        names = {key: place_name(base, key, "zh") for key in allowed}
        near = suggest(name.strip().casefold(), allowed) or suggest(
            name.strip().removesuffix("市"), names.values(), cutoff=0.5)
        raise UnknownNameError(fault(
            "prefecture_unknown", found=name, suggestion=near,
            allowed=", ".join(f"{key} {word}" for key, word in names.items())))
    return key


def _names() -> dict[str, dict[str, str]]:
    """Prefecture -> language -> name."""
    from corridors.network.load import read_base
    from corridors.places import place_name

    base = read_base()
    return {key: {lang: place_name(base, key, lang) for lang in ("zh", "en")}
            for key in sorted(base.place_sets[PREFECTURES], key=ORDER.index)}


def _bibliography(projects: Sequence[Project]) -> dict[str, dict[str, str]]:
    """Sources by id, the common ones and those of the projects."""
    from corridors.network.load import read_base

    table = read_base().tables["sources"]
    names = ("publisher", "title", "date", "address")
    found = {str(key): {name: str(table[name][i]) for name in names}
             for i, key in enumerate(table["id"])}
    return found | {row.id: {name: str(getattr(row, name)) for name in names}
                    for project in projects for row in project.file.sources}


def _groups(chosen: Sequence[Project], by: str, form: str, lang: str) -> None:
    from corridors.projects.plans import read_plans
    from corridors.projects.select import grouped
    from corridors.report.prefectures import group_names, groups_csv, groups_json, print_groups

    prefectures = _names() if by == "prefecture" else {}
    groups = grouped(chosen, by, prefectures=tuple(prefectures), plans=read_plans())
    names = group_names(by, read_plans(), prefectures)
    if form == "table":
        print_groups(console(), groups, by, names, lang)
    else:
        content = (groups_csv if form == "csv" else groups_json)(groups, by, names)
        click.echo(content.decode("utf-8-sig"), nl=False)


def _sheets(chosen: Sequence[Project], prefecture: str | None, by: str | None, out: Path,
            lang: str) -> None:
    """Write the sheet of one prefecture, or of all."""
    from corridors.analysis.coverage import coverage, newest
    from corridors.cli.save import save
    from corridors.errors import InputError, fault
    from corridors.messages import say
    from corridors.projects.plans import read_actions, read_plans
    from corridors.projects.register import register
    from corridors.report.prefectures import sheet_csv, sheet_text

    if prefecture is None and by != "prefecture":
        raise InputError(fault("sheets_need_prefecture"))
    known = {item.id: item for item in register().all()}
    names, date, files = _names(), newest(known.values()), {}
    judged = coverage(tuple(known.values()), read_plans(), read_actions(), date)
    sources = _bibliography(chosen)
    for key in (prefecture,) if prefecture else tuple(names):
        mine = [item for item in chosen if key in item.file.prefectures]
        files[f"{key}.csv"] = sheet_csv(key, mine, known, read_plans())
        files[f"{key}.md"] = sheet_text(names[key][lang], mine, known, read_plans(), date, lang,
                                        judged=judged, sources=sources)
    save(out, files, lang, "projects")
    click.echo(say("line.wrote", lang, folder=out, files=", ".join(files)), err=True)


def _one(name: str, given: Mapping[str, object], *, effects: bool | None, form: str,
         lang: str) -> None:
    """Everything about one project."""
    from corridors.analysis.coverage import coverage, newest
    from corridors.errors import InputError, fault
    from corridors.projects.plans import read_actions, read_plans
    from corridors.projects.register import register
    from corridors.report.projects import project_rows, projects_csv

    faults = [fault("option_with_project", option=option) for option, value in given.items()
              if value not in (None, ())]
    if faults:
        raise InputError(faults)
    chosen, plans = register().get(name), read_plans()
    known = {item.id: item for item in register().all()}
    if form == "csv":
        click.echo(projects_csv([chosen], known, plans).decode("utf-8-sig"), nl=False)
        return
    if form == "json":
        from corridors.report.text import to_json

        rows = project_rows([chosen], known, plans)
        if effects:
            from corridors.analysis.effects import effect
            from corridors.report.effects import effect_row

            rows[0]["effects"] = effect_row(effect(chosen))
        click.echo(to_json(rows).decode(), nl=False)
        return
    from corridors.report.project_page import print_project, print_sources

    screen = console()
    items = [item for item in coverage(tuple(known.values()), plans, read_actions(),
                                       newest(known.values())) if item.project.id == chosen.id]
    places = _names() if chosen.file.prefectures else {}
    print_project(screen, chosen, known, plans, items,
                  {key: places[key][lang] for key in chosen.file.prefectures if key in places},
                  lang)
    if effects is not False and chosen.modelled:
        from corridors.analysis.effects import effect
        from corridors.report.effects import print_effect

        print_effect(screen, effect(chosen), {
            key: str(getattr(item.file.name, lang)) for key, item in known.items()}, lang)
    shown = [known[key] for key in dict.fromkeys([chosen.id, *chosen.file.parts, *(
        item.id for item in register().with_requirements([chosen.id]))]) if key in known]
    print_sources(screen, shown, _bibliography(shown), lang)


@click.command()
@click.argument("plan", required=False)
@click.option("--date", default=None,
              help="Delivered by that date; the newest that the register knows unless given.")
@click.option("--by", type=click.Choice(["plan", "mode", "section"]), default=None,
              help="Only the counts, in these groups.")
@FORMAT
@LANG
@DEBUG
def plans(plan: str | None, date: str | None, by: str | None, form: str, lang: str) -> None:
    """Show the coverage of each plan: what it promised against what was delivered by a date.

    规划覆盖：逐项对照规划要求与截至某日的落实情况（已完成、推进中、滞后、未启动、无信息）。
    """
    from corridors.analysis.coverage import coverage, newest
    from corridors.errors import Fault, InputError, fault
    from corridors.names import suggest
    from corridors.projects.plans import read_actions, read_plans
    from corridors.projects.register import register
    from corridors.report.plans import coverage_csv, coverage_json, print_coverage
    from corridors.schema import is_date

    known = read_plans()
    faults: list[Fault] = []
    if plan is not None and plan not in known:
        faults.append(fault("plan_unknown", found=plan, allowed=", ".join(known),
                            suggestion=suggest(plan, known)))
    if date is not None and not is_date(date):
        faults.append(fault("date_wrong", found=date))
    if faults:
        raise InputError(faults)
    everything = register().all()
    day = date or newest(everything)
    items = [item for item in coverage(everything, known, read_actions(), day)
             if plan in (None, item.plan)]
    if form == "table":
        print_coverage(console(), items, known, by, day, lang, given=date is not None)
        return
    content = (coverage_csv(items, by, day) if form == "csv"
               else coverage_json(items, known, by, day))
    click.echo(content.decode("utf-8-sig"), nl=False)
