"""The toy network on a toy ground of six points, worked out by hand.

Lengths in km of the roads on the ground; ``park`` and ``village`` have no strategic road.

    mine g0 --60-- g3 village --70-- g1 hill --80-- g4 park --90-- g2 bay
                   |
                   40                       strategic: mine --90-- hill --150-- bay
                   |
                   g5

Lorries drive 40 km/h on the ground, 50 on strategic roads, 25 in towns; cars twice that. Two
lorry drivers rest 4 hours after 20: a fifth of the driving in the mean.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

POINTS = ((106.0, 24.0), (107.0, 23.0), (108.5, 22.0), (106.5, 23.5), (107.5, 22.6), (106.2, 23.2))
EDGES = ((0, 3, 60), (3, 1, 70), (1, 4, 80), (4, 2, 90), (3, 5, 40))
PLACES = """village,村,Village,cun,,玩具省,Toyland,,,106.5,23.5,,assumption,assumed
park,园区,Park,yuanqu,,玩具省,Toyland,,,107.5,22.6,,assumption,assumed
"""
PARAMETERS = (("access.detour", 1.2, 1.1, 1.4, "1"), ("access.interchange_km", 10, 5, 20, "km"),
              ("speed.road.car.background", 80, 40, 100, "km/h"),
              ("speed.road.lorry.background", 40, 20, 50, "km/h"))


def lay(folder: Path) -> Path:
    """Lay the ground below a copy of the toy package, with two places on it; the folder."""
    (folder / "ground").mkdir()
    ends = np.array([edge[:2] for edge in EDGES], dtype=np.int32)
    np.savez(folder / "ground" / "roads.npz",
             points=np.round(np.array(POINTS) * 1000).astype(np.int32), ends=ends,
             metres=np.array([edge[2] * 1000 for edge in EDGES], dtype=np.int32),
             component=np.zeros(len(POINTS), dtype=np.int32))
    parameters = "".join(
        f'  {key}: {{value: {value}, low: {low}, high: {high}, unit: "{unit}", '
        "source_id: assumption, confidence: assumed}\n"
        for key, value, low, high, unit in PARAMETERS)
    for name, more in (("places.csv", PLACES), ("parameters.yaml", parameters)):
        path = folder / name
        text = path.read_text(encoding="utf-8").rstrip("\n")
        path.write_text(f"{text}\n{more}", encoding="utf-8", newline="")
    return folder
