"""The briefing of a comparison: one content for Word, Excel, slides and page."""

from __future__ import annotations

from collections.abc import Sequence

from corridors import __version__
from corridors.analysis.claims import CheckedClaim
from corridors.analysis.compare import Comparison
from corridors.analysis.summary import summarise
from corridors.analysis.validation.run import Validation
from corridors.messages import say
from corridors.report.briefing.assumptions import assumed_table, parameter_table
from corridors.report.briefing.definitions import definitions
from corridors.report.briefing.figures import figures, pairs_of
from corridors.report.briefing.findings import key_findings
from corridors.report.briefing.headline import headline
from corridors.report.briefing.method import changes, method
from corridors.report.briefing.model import (
    Block,
    Brief,
    Findings,
    Paragraph,
    Section,
)
from corridors.report.briefing.names import plain_text
from corridors.report.briefing.projects import project_tables
from corridors.report.briefing.sources import Cited, cited
from corridors.report.briefing.tables import (
    best_table,
    claims_table,
    component_table,
    largest_table,
    locks_table,
    moved,
    pair_tables,
    summary_table,
    validation_table,
)

LABELS = ("label.contents", "label.figure", "label.table", "label.page", "label.note",
          "label.source", "label.attribution", "label.approval_number", "label.headline",
          "label.appendix", "label.stamp", "label.base", "label.after", "label.difference",
          "label.gain", "label.loss", "label.none", "label.new", "label.caution",
          "label.subtitle")
"""Words that documents need; those with placeholders keep them."""


def build_brief(result: Comparison, claims: Sequence[CheckedClaim], lang: str,
                validation: Validation | None = None) -> Brief:
    """Everything that a briefing says, in one language.

    Parameters
    ----------
    claims
        Published effects of the projects beside computed ones, see
        :func:`corridors.analysis.claims.check_claims`.
    lang
        ``zh`` or ``en``; both have the same sections, tables and numbers.
    validation
        The model held against published figures, for a table of its own; it takes seconds to
        make, see :func:`corridors.analysis.validation.run.validate`. Where None the briefing
        says where that table stands.

    Examples
    --------
    >>> import corridors
    >>> brief = build_brief(corridors.compare(
    ...     corridors.load_scenario("guiyang_nanning_hsr")), [], "en")
    >>> [section.key for section in brief.sections if section.level == 1]
    ['summary', 'question', 'method', 'results', 'changes', 'projects', 'assumptions', 'sources', \
'definitions']
    """
    file = result.scenario.file
    sources = cited(result, claims, lang)

    def plain(text: str) -> str:
        return plain_text(text, lang, result.base.data_dir)

    question = file.question if isinstance(file.question, str) else getattr(file.question, lang)
    sections = (
        Section("summary", say("brief.summary", lang),
                (Findings("key", key_findings(result, claims, lang, plain)),)),
        Section("question", say("brief.question", lang), (Paragraph(plain(question)),)),
        Section("method", say("brief.method", lang), method(
            result, lang, validated=validation is not None)),
        *((Section("method_validation", say("brief.validation", lang),
                   (validation_table(validation, lang),), 2),) if validation else ()),
        Section("results", say("brief.results", lang), figures(result, lang)),
        *_details(result, claims, sources, lang),
        Section("changes", say("brief.changes", lang), changes(result, sources.cite, lang)),
        Section("projects", say("brief.projects", lang), project_tables(result, lang) or (
            Paragraph(say("brief.no_projects", lang)),)),
        Section("assumptions", say("brief.assumptions", lang), _assumptions(result, lang)),
        Section("assumptions_parameters", say("brief.parameters", lang),
                (parameter_table(result, sources.classes, lang),), 2),
        Section("sources", say("brief.sources", lang), (sources.table,)),
        Section("definitions", say("brief.definitions", lang), (definitions(result, lang),)))
    return Brief(
        result.scenario.id, "zh" if lang == "zh" else "en", getattr(file.name, lang),
        plain(question), headline(result, lang),
        say("line.stamp", lang, scenario=result.scenario.hash, data=result.base.data_version,
            version=__version__), say("map.credit", lang), sections,
        {key.partition(".")[2]: _label(key, lang) for key in LABELS})


def _label(key: str, lang: str) -> str:
    """A word for documents; its placeholders stay."""
    return say(key, lang, page="{page}", pages="{pages}")


def _details(result: Comparison, claims: Sequence[CheckedClaim], sources: Cited,
             lang: str) -> list[Section]:
    """Sections below the results: users one by one, best modes, locks, claims."""
    out, items = [], summarise(result)
    for profile in result.scenario.file.compare.profiles:
        tables = list(pair_tables(result, profile, lang))
        if moved(items, profile):
            tables += [summary_table(result, profile, lang), largest_table(result, profile, lang),
                       component_table(result, profile, lang)]
        figure = pairs_of(result, profile, lang)
        blocks: tuple[Block, ...] = (*((figure,) if figure else ()),
                                     *(table for table in tables if table.rows))
        if blocks:
            title = say("brief.results_profile", lang, profile=say(f"profile.{profile}", lang))
            out.append(Section(f"results_{profile}", title[:1].upper() + title[1:], blocks, 2))
    apart: list[tuple[str, tuple[Block, ...]]] = [
        ("brief.results_best", (best_table(result, lang),)),
        ("brief.results_locks", (locks_table(result, lang),)),
        ("brief.results_claims", (claims_table(claims, sources.cite, lang),))]
    for key, parts in apart:
        if any(getattr(part, "rows", True) for part in parts):
            out.append(Section(key.partition(".")[2], say(key, lang), parts, 2))
    return out


def _assumptions(result: Comparison, lang: str) -> tuple[Block, ...]:
    table = assumed_table(result, lang)
    return (Paragraph(say("brief.assumptions_text", lang)),
            *((table,) if table else (Paragraph(say("brief.no_assumed", lang)),)))
