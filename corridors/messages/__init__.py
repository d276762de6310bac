"""One catalogue of messages, in Chinese and English. It imports nothing else of the package."""

from __future__ import annotations

from collections.abc import Iterable

from corridors.messages.access import ACCESS
from corridors.messages.alternatives import ALTERNATIVES
from corridors.messages.attribute import ATTRIBUTE
from corridors.messages.breakeven import BREAKEVEN
from corridors.messages.briefing import BRIEFING
from corridors.messages.briefing_findings import FINDINGS
from corridors.messages.briefing_words import WORDS
from corridors.messages.cartography import CARTOGRAPHY
from corridors.messages.charts import CHARTS
from corridors.messages.circles import CIRCLES
from corridors.messages.collections import COLLECTIONS
from corridors.messages.coordinates import COORDINATES
from corridors.messages.critical import CRITICAL
from corridors.messages.deprecation import DEPRECATION
from corridors.messages.drive_times import DRIVE_TIMES
from corridors.messages.engine import ENGINE
from corridors.messages.exchange import EXCHANGE
from corridors.messages.faults import FAULTS
from corridors.messages.figures import FIGURES
from corridors.messages.geopackage import GEOPACKAGE
from corridors.messages.gmns import GMNS
from corridors.messages.ground import GROUND
from corridors.messages.hostile import HOSTILE
from corridors.messages.ids import IDS
from corridors.messages.isochrone import ISOCHRONE
from corridors.messages.loading import LOADING
from corridors.messages.maps import MAPS
from corridors.messages.mapspec import MAPSPEC
from corridors.messages.matrices import MATRICES
from corridors.messages.migrations import MIGRATIONS
from corridors.messages.notebook import NOTEBOOK
from corridors.messages.osm import OSM
from corridors.messages.osm_compare import OSM_COMPARE
from corridors.messages.outdated import OUTDATED
from corridors.messages.overpass import OVERPASS
from corridors.messages.page import PAGE
from corridors.messages.parameters import PARAMETERS
from corridors.messages.people import PEOPLE
from corridors.messages.progress import PROGRESS
from corridors.messages.publishers import PUBLISHERS
from corridors.messages.quality import QUALITY
from corridors.messages.register import REGISTER
from corridors.messages.screens import SCREENS
from corridors.messages.slides import SLIDES
from corridors.messages.study import STUDY
from corridors.messages.sweep import SWEEP
from corridors.messages.template import TEMPLATE
from corridors.messages.template_fields import TEMPLATE_FIELDS
from corridors.messages.throughput import THROUGHPUT
from corridors.messages.timeline import TIMELINE
from corridors.messages.timetables import TIMETABLES
from corridors.messages.validation import VALIDATION
from corridors.messages.weights import WEIGHTS
from corridors.messages.word import WORD
from corridors.messages.workbook import WORKBOOK
from corridors.messages.workspace import WORKSPACE

LANGS = ("zh", "en")

CATALOGUES = (
    ACCESS, ALTERNATIVES, ATTRIBUTE, BREAKEVEN, BRIEFING, CARTOGRAPHY, CHARTS, CIRCLES,
    COLLECTIONS, COORDINATES, CRITICAL, DEPRECATION, DRIVE_TIMES, ENGINE, EXCHANGE, FAULTS,
    FIGURES, FINDINGS, GEOPACKAGE, GMNS, GROUND, HOSTILE, IDS, ISOCHRONE, LOADING, MAPS, MAPSPEC,
    MATRICES, MIGRATIONS, NOTEBOOK, OSM, OSM_COMPARE, OUTDATED, OVERPASS, PAGE, PARAMETERS,
    PEOPLE, PROGRESS, PUBLISHERS, QUALITY, REGISTER, SCREENS, SLIDES, STUDY, SWEEP, TEMPLATE,
    TEMPLATE_FIELDS, THROUGHPUT, TIMELINE, TIMETABLES, VALIDATION, WEIGHTS, WORD, WORDS,
    WORKBOOK, WORKSPACE,
)
MESSAGES: dict[str, dict[str, str]] = {key: text for part in CATALOGUES
                                       for key, text in part.items()}


class Word(str):
    """A value of a message that is itself a key of the catalogue."""

    __slots__ = ()


def say(key: str, lang: str = "zh", **values: object) -> str:
    """A message in a language.

    Parameters
    ----------
    values
        Values for the placeholders, a :class:`Word` among them said in the same language; a
        non-empty ``suggestion`` is added as a question.

    Examples
    --------
    >>> say("file_empty", "en")
    'The file is empty.'
    """
    spoken = {name: MESSAGES[value][lang] if isinstance(value, Word) else value
              for name, value in values.items()}
    text = MESSAGES[key][lang].format(**spoken)
    if values.get("suggestion"):
        text += MESSAGES["hint"][lang].format(suggestion=values["suggestion"])
    return text


def listed(words: Iterable[str], lang: str) -> str:
    """Words joined as a list.

    Examples
    --------
    >>> listed(["road", "rail"], "en")
    'road, rail'
    """
    return ("、" if lang == "zh" else ", ").join(words)


def known(key: str) -> bool:
    """Whether the catalogue has a key."""
    return key in MESSAGES
