"""What follows from tables is kept as long as they live, and leaves nothing behind."""

from __future__ import annotations

import gc

from corridors import Network
from corridors.network.kept import kept
from corridors.tables import Table


def test_what_is_kept_goes_with_any_of_its_tables(toy: Network) -> None:
    """A study edits the links a thousand times and keeps the nodes: those must gather nothing."""
    made: list[int] = []

    @kept
    def rows(links: Table, nodes: Table, factor: int) -> int:
        made.append(factor)
        return factor * len(links) + len(nodes)

    assert rows(toy.links, toy.nodes, 2) == rows(toy.links, toy.nodes, 2)
    assert made == [2]
    store = next(cell.cell_contents for cell in rows.__closure__ or ()
                 if isinstance(cell.cell_contents, dict))
    for factor in range(5):
        other = toy.links.edited({})
        assert rows(other, toy.nodes, factor) == factor * len(other) + len(toy.nodes)
        assert len(store) == 2
        del other
        gc.collect()
    assert len(store) == 1
    (_, held), = store.values()
    assert [one() for one in held] == [toy.links, toy.nodes]
