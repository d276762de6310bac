"""The roads and railways on the ground, and driving on them."""

from __future__ import annotations

GROUND: dict[str, dict[str, str]] = {
    "ground_broken": {"zh": "不是完整的地面路网文件：{reason}。请重新安装 corridors，或用 data/import/ground.py 重新生成。",
                      "en": "Not a whole file of roads on the ground: {reason}. Install corridors again, or "
                            "write the file anew with data/import/ground.py."},
    "found.no_ground": {"zh": "{id}（{name}）距最近的地面道路 {km} km，超过 {limit} km，未接入路网，从这里出发没有公路通达。",
                        "en": "{id} ({name}) lies {km} km from the nearest road on the ground, more than {limit} km: "
                              "it is not joined to the roads, and no way by road leads there."},
}
