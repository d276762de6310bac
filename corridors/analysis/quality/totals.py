"""Published lengths of whole ways beside the sums of their links."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from corridors.analysis.quality.finding import Finding, about
from corridors.tables import Table


@dataclass(frozen=True)
class Total:
    """A published length of a whole way beside the sum of its links, km."""

    id: str
    name_zh: str
    name_en: str
    published_km: float
    km: float
    tolerance_pct: float
    links: tuple[str, ...]
    confidence: str

    @property
    def off_pct(self) -> float:
        """Sum less published, in per cent of the published length."""
        return (self.km / self.published_km - 1) * 100

    @property
    def met(self) -> bool:
        """Whether the sum is as close as it should be."""
        return abs(self.off_pct) <= self.tolerance_pct


def totals(tables: Mapping[str, Table]) -> tuple[Total, ...]:
    """Published totals whose links are all there; a change may have taken one out."""
    if "totals" not in tables:
        return ()
    table, links = tables["totals"], tables["links"]
    return tuple(
        Total(str(key), str(table["name_zh"][i]), str(table["name_en"][i]),
              float(table["published_km"][i]), _km(links, table, i),
              float(table["tolerance_pct"][i]), tuple(map(str, table["links"][i])),
              str(table["confidence"][i]))
        for i, key in enumerate(table["id"])
        if all(link in links for link in table["links"][i]))


def _km(links: Table, table: Table, i: int) -> float:
    """Sum of the links of a total; physical length where they have no tariff length."""
    column = str(table["column"][i])
    whole = 0.0
    for key in table["links"][i]:
        km = float(links[column][links.index[key]])
        whole += km if km == km else float(links["length_km"][links.index[key]])
    return whole


def missed(tables: Mapping[str, Table], folder: Path) -> Iterator[Finding]:
    """Sums of parts that miss the published total."""
    for total in totals(tables):
        if not total.met:
            yield about("total", tables["totals"], total.id, folder, "found.total",
                        km=f"{total.km:g}", name=total.name_zh,
                        published=f"{total.published_km:g}", off=f"{total.off_pct:+.1f}",
                        limit=f"{total.tolerance_pct:g}")


def parts_of_totals(tables: Mapping[str, Table]) -> set[str]:
    """Links of the published totals that their parts meet."""
    return {link for total in totals(tables) if total.met and total.confidence != "assumed"
            for link in total.links}
