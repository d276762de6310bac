"""Search that finds Chinese: pairs of neighbouring characters, and words of Latin letters.

Sphinx cuts Chinese with a package that is no longer kept, and finds nothing without it. Pairs
need no dictionary: 平陆运河 is looked up as 平陆, 陆运, 运河, all of which a page must have. Both
languages use it, since the reference pages are bilingual.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

from sphinx.search.en import SearchEnglish

_PARTS = re.compile(r"[\u3400-\u9fff]+|[A-Za-z0-9_]+")


def cut(text: str) -> list[str]:
    """Words of Latin letters, and pairs of Chinese characters; one that stands alone as it is."""
    found: list[str] = []
    for part in _PARTS.findall(text):
        if part[0] < "\u3400" or len(part) == 1:
            found.append(part)
        else:
            found += [a + b for a, b in pairwise(part)]
    return found


class SearchPairs(SearchEnglish):
    """English stemming for Latin words, pairs for Chinese."""

    lang = "zh"
    language_name = "English"  # Sphinx takes the script's stemmer by this name
    js_splitter_code = r"""
var splitQuery = (query) =>
  (query.match(/[\u3400-\u9fff]+|[A-Za-z0-9_]+/g) || []).flatMap((part) => {
    if (part[0] < "\u3400" || part.length === 1) return [part];
    return Array.from({ length: part.length - 1 }, (_, i) => part.slice(i, i + 2));
  });
"""

    def split(self, input: str) -> list[str]:  # noqa: A002  # the name that Sphinx gives it
        """Cut a text into what is indexed."""
        return cut(input)

    def word_filter(self, stemmed_word: str) -> bool:
        """Keep Chinese pairs, and of Latin words what Sphinx keeps."""
        return stemmed_word[:1] >= "\u3400" or super().word_filter(stemmed_word)


def setup(app: Any) -> dict[str, bool]:
    """Use it for both languages."""
    for lang in ("zh", "en"):
        app.add_search_language(type(f"Search_{lang}", (SearchPairs,), {"lang": lang}))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
