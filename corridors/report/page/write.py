"""The web page: one file that works from disk, without the internet."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from html import escape
from string import Template

from corridors.analysis.compare import Comparison
from corridors.report.briefing.model import Brief
from corridors.report.page.assets import asset, scripts, styles
from corridors.report.page.data import payload, to_script


def write_html(result: Comparison, briefs: Mapping[str, Brief]) -> bytes:
    """Write the page of a comparison.

    Parameters
    ----------
    briefs
        Briefing by language, ``zh`` or ``en`` or both; the page opens in the first one.

    Returns
    -------
    page
        HTML in UTF-8 with everything in it; nothing is ever loaded from elsewhere, and a policy
        in the page forbids it. The same inputs give the same bytes.

    Raises
    ------
    ValueError
        There is no briefing.
    MissingPackageError
        The package with the boundaries is not installed.
    """
    if not briefs:
        raise ValueError("a page needs a briefing in one language at least")
    lang, brief = next(iter(briefs.items()))
    style, programs = styles(), scripts()
    page = Template(asset("page.html")).substitute(
        lang="zh-CN" if lang == "zh" else lang,
        title=escape(brief.title),
        policy=policy(style, programs),
        style=style,
        data=to_script(payload(result, briefs)),
        scripts="\n".join(f"<script>{program}</script>" for program in programs))
    return page.encode("utf-8")


def policy(style: str, programs: tuple[str, ...]) -> str:
    """What the page may do: run these scripts and styles by their hash, and load nothing.

    Examples
    --------
    >>> policy("", ("",)).split("; ")[0]
    "default-src 'none'"
    """
    allowed = " ".join(_hash(program) for program in programs)
    return "; ".join(["default-src 'none'", f"script-src {allowed}", f"style-src {_hash(style)}",
                      "img-src data:", "base-uri 'none'", "form-action 'none'"])


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"
