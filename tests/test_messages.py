"""The catalogue of messages: both languages, same placeholders, nothing missing or idle."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import get_args

import pytest

import corridors
from corridors.analysis.access.facilities import FACILITIES
from corridors.analysis.alternatives import LEFT_OUT
from corridors.analysis.attribution.result import VERDICTS as TOGETHER
from corridors.analysis.breakeven import AGAINST, LEVERS, OUTCOMES
from corridors.analysis.choice import NESTS
from corridors.analysis.circles import WAYS
from corridors.analysis.coverage import GROUPS as COVERAGE_GROUPS
from corridors.analysis.coverage import VERDICTS
from corridors.analysis.criticality.elements import WHAT
from corridors.analysis.effects import MEASURES as EFFECT_MEASURES
from corridors.analysis.groups import AT_SEA, UNPLACED
from corridors.analysis.ids import TABLES as ID_TABLES
from corridors.analysis.loading.model import CHOICES, METHODS
from corridors.analysis.quality.finding import CHECKS
from corridors.analysis.quality.standing import UNCOUNTED
from corridors.analysis.sweep.design import SAMPLERS
from corridors.analysis.sweep.factors import DISTRIBUTIONS
from corridors.analysis.throughput.model import BASES
from corridors.analysis.validation.score import ALL, HALVES, TARGETS
from corridors.analysis.weights import YEARLY
from corridors.charts import scatter
from corridors.charts.model import Outcome
from corridors.coordinates import OTHERS, SYSTEMS
from corridors.drawing import style
from corridors.exchange.changed import CHANGE_LOG, CHANGES
from corridors.exchange.package import CARRIED
from corridors.exchange.sheets import PARAMETERS as PARAMETER_SHEET
from corridors.exchange.sheets import TOLD
from corridors.exchange.template.sheets import sheets as template_sheets
from corridors.families import MODES, OBJECTIVES, PROFILES, SEASONS
from corridors.messages import CATALOGUES, LANGS, MESSAGES, known, say
from corridors.messages.geopackage import GEOPACKAGE
from corridors.messages.notebook import NOTEBOOK
from corridors.messages.osm_compare import OSM_COMPARE
from corridors.messages.parameters import PARAMETERS
from corridors.messages.sweep import SWEEP
from corridors.messages.template_fields import TEMPLATE_FIELDS
from corridors.osm import judge, terminals
from corridors.osm.drafts import KINDS as DRAFT_KINDS
from corridors.osm.drafts import STAGES as DRAFT_STAGES
from corridors.osm.tags import CLASSES as OSM_CLASSES
from corridors.profiles import PROFILE_UNITS
from corridors.projects.levers import LEVERS as ACTS
from corridors.projects.model import STAGES, ProjectFile
from corridors.projects.register import register
from corridors.projects.select import GROUPS as REGISTER_GROUPS
from corridors.report import change_words
from corridors.report.alternatives import ENDS
from corridors.report.briefing import definitions
from corridors.report.briefing.model import Tone
from corridors.report.cartography.progress import GROUPS
from corridors.report.office.word_styles import OWN, TABLE
from corridors.report.page.words import WORDS as PAGE_WORDS
from corridors.routing.edges import COMPONENTS, EDGE_MODES
from corridors.routing.legs import CONFIDENCE
from corridors.routing.limits import DIMENSIONS
from corridors.routing.skimtables import MEASURES
from corridors.schema import NETWORK_TABLES, TABLES, columns
from corridors.units import MEASURE_UNITS

PACKAGE = Path(__file__).parents[1] / "corridors"
MAKERS = {"say", "fault", "Fault", "Loss"}

FILES = [project.file for project in register().all()]
FACTS = {key for file in FILES for key in file.facts}
UNITS = {column.unit for table in TABLES for column in columns(table).values()} | {
    row.unit for file in FILES for rows in (file.facts.values(), file.progress, file.claims)
    for row in rows} | {file.increment.unit for file in FILES if file.increment is not None}

FAMILIES: dict[str, set[str]] = {
    "mode.": {*MODES, *EDGE_MODES} - {""},
    "profile.": set(PROFILES),
    "unit.": set(PROFILE_UNITS.values()),
    "measure.": set(MEASURE_UNITS),
    "component.": set(COMPONENTS),
    "service.": set(columns("services")["status"].allowed),
    "ids.": {*ID_TABLES, "through"},
    "basis.": {"formula", "other_way"},
    "kind.": set(get_args(ProjectFile.model_fields["kind"].annotation)),
    "stage.": set(STAGES),
    "sense.": {"down", "up", "still"},
    "limit.": set(DIMENSIONS),
    "lock_state.": {"scaled", "capped", "overfull", "as_stored", "opening"},
    "queue_part.": {"both", "after"},
    "engine_role.": {"tail", "head", "origins", "targets"},
    "map.mode.": {"road", "rail", "inland", "sea", "air"},
    "map.status.": {"added", "changed", "closed"},
    "map.outcome.": {"gain", "loss", "none", "new"},
    "map.role.": {"origin", "destination", "context", *style.ROLES},
    "map.marker.": set(style.MARKERS),
    "map.kind.": set(style.KINDS),
    "scope.": {*(f"links.{mode}" for mode in ("road", "rail", "inland", "sea")), "flights",
               "figures", *(name for name in TABLES if "confidence" in columns(name)
                            and name not in UNCOUNTED)},
    "finding.": set(CHECKS),
    "class.": {str(kind) for kind in corridors.load_network().links["class"]},
    "group.": {AT_SEA, UNPLACED},
    "target.": {*TARGETS, "change"},
    "season.": {*SEASONS} - {"normal"},
    "confidence.": set(CONFIDENCE),
    "half.": {*HALVES, ALL},
    "verdict.": {"met", "not_met", "too_few", "not_judged", "none"},
    "use.": set(columns("published_times")["use"].allowed),
    "reason.": set(columns("published_times")["reason"].allowed),
    "compared.": set(columns("published_times")["measure"].allowed),
    "map.validation.": {*scatter.KINDS, "title", "subtitle", "hours", "km", "published",
                        "modelled", "empty"},
    "chart.outcome.": set(get_args(Outcome)),
    "chart.unit.": set(MEASURE_UNITS.values()),
    "objective.": set(OBJECTIVES),
    "nest.": set(NESTS),
    "left_out.": set(LEFT_OUT),
    "end.": set(ENDS),
    "name.": {"base", "after"},
    "coverage.": set(VERDICTS),
    "due.": {"opening", "horizon", "unsure"},
    "acts.": set(ACTS),
    "by.": {*COVERAGE_GROUPS, *REGISTER_GROUPS},
    "short.": {measure for measures in EFFECT_MEASURES.values() for measure in measures},
    "column.": set(change_words.WORDED),
    "sampler.": set(SAMPLERS),
    "distribution.": set(DISTRIBUTIONS),
    "sweep.measure.": set(MEASURES) & set(MEASURE_UNITS),
    "sweep.finding.": {"sure", "likely", "doubtful", "rare", "loss", "tiny"},
    "sweep.title_": {"sobol", "morris", "pairs", "summary"},
    "sweep.figure_": {"ranges", "pairs", "drivers", "empty"},
    "sweep.key_": {"range", "median", "default", "low", "high"},
    "sweep.head_": {"base", "after", "default", "median", "low", "high", "helps", "hurts",
                    "first", "first_conf", "total",
                    "total_conf", "mu_star", "mu_star_conf", "sigma", "rank", "factor"},
    "sweep.column.": {key.removeprefix("sweep.column.") for key in SWEEP
                      if key.startswith("sweep.column.")},
    "sweep.group.": {key.removeprefix("sweep.group.") for key in SWEEP
                     if key.startswith("sweep.group.")},
    "row.": {*NETWORK_TABLES} - {"places", "sets", "sources"},
    "fact.": {key for key in FACTS if known(f"fact.{key}")},
    "figure.": {unit for unit in UNITS if known(f"figure.{unit}")},
    "yearly.": set(YEARLY),
    "named.": {"plan", "background"},
    "page.": {key.removeprefix("page.") for key in PAGE_WORDS},
    "openings.": {"actual", "planned"},
    "way.": set(WAYS),
    "lever.": set(LEVERS),
    "against.": set(AGAINST),
    "outcome.": {*OUTCOMES} - {"value"},
    "amount.": set(MEASURE_UNITS),
    "param.": {key for key in corridors.load_network().parameters if known(f"param.{key}")},
    "kinds.": {key.removeprefix("kinds.") for key in PARAMETERS if key.startswith("kinds.")},
    "part.": {key.removeprefix("part.") for key in PARAMETERS if key.startswith("part.")},
    "rate.": {part for item in corridors.load_network().parameters.values()
              for part in item.unit.split("/") if known(f"rate.{part}")},
    "better.": set(MEASURE_UNITS),
    "worse.": set(MEASURE_UNITS),
    "plain.": set(MEASURE_UNITS),
    "term.": {*definitions.ALWAYS, *definitions.MEASURED.values()},
    "means.": {*definitions.ALWAYS, *definitions.MEASURED.values()},
    "means_mode.": set(MODES),
    "brief.objective_": set(OBJECTIVES),
    "book.tone.": set(get_args(Tone)),
    "book.outcome.": {"gain", "loss", "same", "new", "gone", "never", "token", "unknown"},
    "word.tone.": set(get_args(Tone)) - {"plain"},
    "word.label.": {"figure", "table"},
    "word.style.": {*OWN, TABLE},
    "slides.tone.": {*get_args(Tone)},
    "facility.": set(FACILITIES),
    "drawing.": {"change", "origins", "network", "projects"},
    "tally.": set(GROUPS),
    "tallied.": set(GROUPS),
    "osm.mode.": set(OSM_CLASSES),
    "osm.class.": {name for names in OSM_CLASSES.values() for name in names},
    "osm.simplified.": {"osmnx", "split"},
    "osm.date.": {"header", "latest_change", "unknown"},
    "coord_system.": set(SYSTEMS),
    "coord_refused.": set(OTHERS),
    "draft_state.": set(DRAFT_STAGES),
    "draft_kind.": set(DRAFT_KINDS),
    "point_part.": {"name", "lon", "lat"},
    "osmc.verdict.": set(judge.VERDICTS),
    "osmc.reason.": set(judge.REASONS),
    "osmc.state.": set(terminals.STATES),
    "osmc.head.": {key.removeprefix("osmc.head.") for key in OSM_COMPARE
                   if key.startswith("osmc.head.")},
    "osmc.step.": {"road", "rail", "inland", "terminals"},
    "unlike.": {"base_date", "season", "objective", "question"},
    "critical.what_": {*WHAT, "closures"},
    "critical.state_": {"base", "after"},
    "critical.season_": set(SEASONS),
    "critical.marker_": {"lock", "port", "station", "airport"},
    "critical.class_": {"low", "middle", "top"},
    "shown.": {key.removeprefix("shown.") for key in NOTEBOOK if key.startswith("shown.")},
    "capacity_basis.": set(BASES),
    "loading_choice.": set(CHOICES),
    "loading_method.": set(METHODS),
    "capacity_from.": {"published", "estimated"},
    "attr_pair.": {*TOGETHER} - {"independent", "requires"},
    "attr_away.": {"factor", "cny"},
    "outdated_by.": {"gone", "broken", "scenario", "map", "data", "projects", "package", "code"},
    "field.": {key.removeprefix("field.") for key in {**GEOPACKAGE, **TEMPLATE_FIELDS}
               if key.startswith("field.")},
    "gis_field.": {key.removeprefix("gis_field.") for key in GEOPACKAGE
                   if key.startswith("gis_field.")},
    "choice.": {key.removeprefix("choice.") for key in GEOPACKAGE
                if key.startswith("choice.")},
    "layer.": {*CARRIED, PARAMETER_SHEET, TOLD, CHANGES, CHANGE_LOG},
    "layer_about.": {*CARRIED, PARAMETER_SHEET, TOLD, CHANGES, CHANGE_LOG},
    "filled_sheet.": {*(sheet.key for sheet in template_sheets("both")), "readme", "faults"},
    "filled_about.": {*(sheet.key for sheet in template_sheets("both")), "readme", "faults"},
    "about.": {key.removeprefix("about.") for key in TEMPLATE_FIELDS if key.startswith("about.")},
    "choice_word.": {key.removeprefix("choice_word.") for key in TEMPLATE_FIELDS
                     if key.startswith("choice_word.")},
    "template.type_": {"date", "list", "int", "number", "numbers", "bool", "id"},
    "workbook_size.": {"unpacked", "parts", "cells", "merged"},
    "state.": {"actual", "planned", "base", "after", "with", "with_more"},
}
"""Keys that the code makes of a prefix and a value, and all the values."""
LOOKED_UP = "map."
"""Figures look their texts up below this prefix, by keys that stand where they are drawn."""


def modules() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        if path.parent.name != "messages":
            yield path.relative_to(PACKAGE).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def calls() -> Iterator[tuple[str, ast.Call]]:
    """Every call that makes a message, with where it stands."""
    for name, tree in modules():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and node.args:
                made = node.func.id if isinstance(node.func, ast.Name) else (
                    node.func.attr if isinstance(node.func, ast.Attribute) else "")
                if made in MAKERS:
                    yield f"{name}:{node.lineno}", node


def constants() -> set[str]:
    return {node.value for _, tree in modules() for node in ast.walk(tree)
            if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("key", MESSAGES)
def test_both_languages_say_the_same(key: str) -> None:
    texts = MESSAGES[key]
    assert tuple(sorted(texts)) == tuple(sorted(LANGS))
    assert all(text.strip() for text in texts.values())
    assert placeholders(texts["zh"]) == placeholders(texts["en"])
    assert not re.search(r"[\u4e00-\u9fff]", texts["en"])


def test_no_key_stands_in_two_catalogues() -> None:
    """The second text would silently take the place of the first."""
    assert sum(map(len, CATALOGUES)) == len(MESSAGES)


def test_headings_and_sentences_are_chinese_in_chinese() -> None:
    plain = {"head.km", "colon", "title.route", "line.set_value", "line.set_source",
             "line.cell", "line.between", "line.of_total", "chart.heading", "find.who", "drawn.and",
             "drawn.title", "drawn.within", "drawn.between", "drawn.below", "drawn.above",
             "drawn.changed_line", "drawn.stage_part", "drawn.stage_part_count",
             "made.name", "access.with_unit", "access.amount", "access.map_title",
             "sweep.cell", "sweep.cell_n", "sweep.percent", "sweep.pair_mode", "sweep.panel",
             "sweep.factor_assumption", "sweep.factor_whole", "sweep.head_first_conf",
             "sweep.head_total_conf", "sweep.head_mu_star_conf", "sweep.panel_unit",
             "sweep.drivers", "sweep.driver", "sweep.pair_ends", "field_unit"}
    for key, texts in MESSAGES.items():
        if key not in plain:
            assert re.search(r"[\u4e00-\u9fff]", texts["zh"]), key


def test_calls_were_found() -> None:
    assert sum(1 for _ in calls()) > 80


def test_every_key_in_the_code_exists() -> None:
    missing = [f"{where} {call.args[0].value}" for where, call in calls()
               if isinstance(call.args[0], ast.Constant) and call.args[0].value
               and not known(str(call.args[0].value))]
    assert missing == []


def test_every_prefix_in_the_code_is_covered() -> None:
    for where, call in calls():
        if isinstance(call.args[0], ast.JoinedStr):
            first = call.args[0].values[0]
            assert isinstance(first, ast.Constant), where
            assert first.value in {*FAMILIES, LOOKED_UP}, f"{where}: no values for {first.value}"
            assert len(call.args[0].values) == 2, where


@pytest.mark.parametrize("prefix", FAMILIES)
def test_every_value_of_a_prefix_has_a_message(prefix: str) -> None:
    made = {f"{prefix}{value}" for value in FAMILIES[prefix]}
    assert made
    assert {key for key in MESSAGES if key.startswith(prefix)} == made


def test_keys_that_look_like_a_message_are_one() -> None:
    """Keys that travel as a plain value: complaints about cells, notes of a trip."""
    found = {text for text in constants()
             if re.fullmatch(r"(cell|no|same)_[a-z_]+|(head|title|line|check)\.[a-z_]+", text)}
    assert len(found) > 40
    assert {text for text in found if not known(text)} <= {"no_map", "no_range"}


def test_no_key_is_idle() -> None:
    made = {f"{prefix}{value}" for prefix, values in FAMILIES.items() for value in values}
    used = constants() | {f"{LOOKED_UP}{text}" for text in constants()} | made
    inside = {"hint"}  # added by the catalogue itself
    assert sorted(set(MESSAGES) - used - inside) == []


def test_every_call_hands_over_what_its_message_needs() -> None:
    wrong = []
    for where, call in calls():
        key = call.args[0]
        if not isinstance(key, ast.Constant) or not known(str(key.value)):
            continue
        names = [word.arg for word in call.keywords]
        needed = placeholders(MESSAGES[str(key.value)]["zh"])
        given = {name for name in names if name is not None}
        if isinstance(call.func, ast.Name) and call.func.id in ("Fault", "Loss"):
            continue
        if None not in names and not needed <= given:
            wrong.append(f"{where} {key.value}: {sorted(needed - given)}")
    assert wrong == []


def test_a_suggestion_becomes_a_question() -> None:
    assert say("project_unknown", "en", name="x", suggestion="y") == (
        "There is no project “x”. Did you mean: y?")
    assert say("project_unknown", "zh", name="x", suggestion="") == "没有名为“x”的项目。"
