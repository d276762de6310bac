"""Write the roads and railways on the ground: ``data/ground/{roads,rails}.npz``.

Needs the packages of ``geometry.py``; see ``data/ground/README.md`` for what comes out.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from geometry_nets import land_net
from scipy.sparse.csgraph import connected_components

HERE = Path(__file__).parent
SETS = {"roads": "highways", "rails": "railways"}


def main() -> None:
    """Write both files."""
    folder = HERE.parent / "ground"
    folder.mkdir(exist_ok=True)
    for name, kind in SETS.items():
        net = land_net(kind)
        order = np.lexsort((net.ends.max(axis=1), net.ends.min(axis=1)))
        _, label = connected_components(net.matrix(), directed=False)
        by_size = np.argsort(-np.bincount(label), kind="stable")
        rank = np.empty_like(by_size)
        rank[by_size] = np.arange(len(by_size))
        np.savez_compressed(
            folder / f"{name}.npz",
            points=np.round(net.points * 1000).astype(np.int32),
            ends=np.sort(net.ends, axis=1)[order].astype(np.int32),
            metres=np.round(net.km[order] * 1000).astype(np.int32),
            component=rank[label].astype(np.int16),
        )
        print(name, len(net.points), len(net.ends), round(float(net.km.sum())))


if __name__ == "__main__":
    main()
