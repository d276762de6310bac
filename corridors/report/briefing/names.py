"""Names in the place of ids, in texts that people wrote for scenario and project files."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from corridors.projects.plans import read_plans
from corridors.projects.register import register
from corridors.scenario.model import embedded_closures, embedded_scenarios
from corridors.textfile import read_yaml

WORD = re.compile(r"[a-z0-9]+(?:_[a-z0-9]+)+")


def plain_text(text: str, lang: str, data: Path | None = None) -> str:
    """Put names in the place of ids of scenarios, projects and plans.

    Examples
    --------
    >>> plain_text("see scenario pinglu_canal_2025", "en")
    'see scenario “With and without the Pinglu Canal, network of end 2025”'
    """
    if not WORD.search(text):
        return text
    names = _names(data)

    def name(found: re.Match[str]) -> str:
        known = names.get(found.group())
        return found.group() if known is None else f"“{known[lang]}”"

    return re.sub(r"(?<=[\u4e00-\u9fff]) (?=“)|(?<=”) (?=[\u4e00-\u9fff])", "",
                  WORD.sub(name, text))


@cache
def _names(data: Path | None) -> Mapping[str, Mapping[str, str]]:
    """Names in both languages by id."""
    found: dict[str, Mapping[str, str]] = {}
    for project in register(data).all():
        found[project.id] = project.file.name.model_dump()
    for key, plan in read_plans(data).items():
        found[key] = plan.name.model_dump()
    for path in (*embedded_scenarios(items=True), *embedded_closures(), *embedded_scenarios()):
        given = read_yaml(path).data
        if isinstance(given, dict) and isinstance(given.get("name"), dict):
            found[path.stem] = given["name"]
    return found
