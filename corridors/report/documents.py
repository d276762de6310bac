"""All documents of a comparison: Word, Excel, PowerPoint, web page, and its figures as pictures."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from corridors.analysis.claims import CheckedClaim, check_claims
from corridors.analysis.compare import Comparison
from corridors.messages import LANGS
from corridors.report.briefing.build import build_brief
from corridors.report.briefing.model import Brief
from corridors.report.briefing.pictures import Pictures
from corridors.report.filenames import safe_name

FORMS = ("docx", "xlsx", "pptx", "html")
FIGURES = "figures"
"""Folder with the charts and maps as pictures, beside the documents."""
FIGURE_IN = (6.3, 4.4)
"""Width and height of a picture, inches: the text width of an A4 page."""

Tick = Callable[[str], None]


def documents(result: Comparison, lang: str, forms: Sequence[str] = FORMS,
              templates: Mapping[str, Path] = MappingProxyType({}), *,
              figures: bool = False, tick: Tick | None = None) -> dict[str, bytes]:
    """Content of every document asked for, by file name.

    Parameters
    ----------
    forms
        Of :data:`FORMS`.
    templates
        The user's own template, by ``docx`` or ``pptx``.
    figures
        Every chart and map as a PNG as well.
    tick
        Called with the name of each form before it is written.

    Raises
    ------
    InputError
        A template cannot be used.
    MissingPackageError
        The extra ``office`` is not installed, and a form needs it.
    """
    claims = all_claims(result)
    briefs = {name: build_brief(result, claims, name)
              for name in (lang, *(LANGS if "html" in forms else ()))}
    brief = briefs[lang]
    pictures = Pictures(brief, result.base.data_dir)
    stem = safe_name(result.scenario.id)
    made: dict[str, bytes] = {}
    for form in forms:
        if tick is not None:
            tick(form)
        made[f"{stem}.{form}"] = _write(form, result, briefs, lang, pictures, templates.get(form))
    if figures:
        made |= {f"{FIGURES}/{safe_name(key)}.png": pictures.png(key, *FIGURE_IN)
                 for key in (*brief.charts(), *brief.maps())}
    return made


def all_claims(result: Comparison) -> list[CheckedClaim]:
    """Published effects of the projects switched on, beside what is computed."""
    return [claim for project in result.states.projects
            for claim in check_claims(project, result.base, result.after)]


def _write(form: str, result: Comparison, briefs: Mapping[str, Brief], lang: str,
           pictures: Pictures, template: Path | None) -> bytes:
    if form == "docx":
        from corridors.report.office.word import write_docx

        return write_docx(briefs[lang], pictures, template)
    if form == "xlsx":
        from corridors.report.office.excel import write_xlsx

        return write_xlsx(briefs[lang], result)
    if form == "pptx":
        from corridors.report.office.slides import write_pptx

        return write_pptx(briefs[lang], pictures, template)
    from corridors.report.page.write import write_html

    return write_html(result, briefs)
