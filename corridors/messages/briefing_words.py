"""Words of a briefing and what they mean."""

from __future__ import annotations

WORDS: dict[str, dict[str, str]] = {
    "term.door_to_door": {"zh": "门到门（全程）", "en": "Door to door"},
    "means.door_to_door": {
        "zh": "从发货人（出行者）门口到收货人（目的地）门口：集疏运、装卸、候班、站场停留、运行、待闸、过闸和换装都在内。",
        "en": "From the door of the sender or traveller to that of the receiver: access, loading, waiting, dwell, running, "
              "lock queues, lock passage and transfers are all in it."},
    "term.main_mode": {"zh": "主要方式", "en": "Main mode"},
    "means.main_mode": {
        "zh": "干线所用运输方式的组合；集疏运一律为公路。一条路径用到组合中的每一种方式，因此各组合互不重叠。",
        "en": "The modes used on the main leg; access is by road. A path uses every mode of the combination, so that "
              "combinations do not overlap."},
    "term.generalised": {"zh": "综合费用", "en": "Generalised cost"},
    "means.generalised": {
        "zh": "费用加上按时间价值折算的时间；没有另行声明时，路径按它取最小。",
        "en": "Money plus time at its value; paths minimise it unless the scenario says otherwise."},
    "term.difference": {"zh": "差值", "en": "Difference"},
    "means.difference": {
        "zh": "之后减之前。时间、费用、二氧化碳和里程的负值为改善，能力的正值为改善。差值由未取整的数值算得，"
              "可能与两个取整数之差相差一个末位。",
        "en": "After minus before. Negative time, cost, CO2 and distance are a gain; of capacity positive is. It is taken from "
              "the numbers before rounding and may differ by one last digit from that of the rounded ones."},
    "term.connected": {"zh": "可达城市对", "en": "Connected pair"},
    "means.connected": {
        "zh": "该方式在前后两种状态下都有通路的起点—终点；平均值和中位数只取这些城市对。",
        "en": "An origin and a destination with a way by the mode in both states; means and medians are over these."},
    "term.new": {"zh": "新连通", "en": "Newly connected"},
    "means.new": {"zh": "之前没有、之后才有通路的城市对；只计数，不计入平均。",
                  "en": "A pair with a way after and none before; counted, never averaged in."},
    "term.token": {"zh": "仅名义上成立（*）", "en": "In name only (*)"},
    "means.token": {
        "zh": "组合中的某一方式只用很短一段，或原路往返，实际有更好的方式；不计入改善、变差和平均。",
        "en": "One of the modes is used for a short stretch only, or out and back, and another way serves better; in no "
              "count of gains or losses and in no mean."},
    "term.confidence": {"zh": "可信度", "en": "Confidence"},
    "means.confidence": {
        "zh": "高：权威发布的确切数字；中：公开报道或由公布数字推算；低：单一或间接来源；假定：没有公布数字，由编制者取值并给出区间。",
        "en": "High: a definite figure from an authority; medium: reported, or derived from published figures; low: a single or "
              "indirect source; assumed: published nowhere, set by the authors with a range."},
    "term.project": {"zh": "项目", "en": "Project"},
    "means.project": {
        "zh": "规划中的一项，由注明日期和来源的路网改动表示；规划原文照录。",
        "en": "An item of a plan, made of dated and sourced changes of the network; the words of the plan are quoted."},
    "term.background": {"zh": "背景项目", "en": "Background project"},
    "means.background": {"zh": "没有规划点名、但确已或将要改变路网的事件。",
                         "en": "What changes the network and is named in no plan."},
    "term.time": {"zh": "全程时间（小时）", "en": "Time (h)"},
    "means.time": {"zh": "门到门的全部时间。", "en": "All hours from door to door."},
    "term.in_vehicle": {"zh": "在途时间（小时）", "en": "In-vehicle time (h)"},
    "means.in_vehicle": {
        "zh": "干线各段的运行时间，含停站、待闸和过闸，不含装卸、停留和换乘；时刻表公布的是这一项。",
        "en": "Hours on the main legs with scheduled stops, lock queues and passage, without handling, dwell and changes: "
              "what timetables publish."},
    "term.cost": {"zh": "费用（元）", "en": "Cost (CNY)"},
    "means.cost": {"zh": "按2022年价格计的运价与作业费，里程取计费里程。", "en": "Rates and handling at prices of 2022, on tariff distance."},
    "term.co2": {"zh": "二氧化碳（千克）", "en": "CO2 (kg)"},
    "means.co2": {"zh": "油井到车轮（全生命周期燃料）口径。", "en": "Well to wheel."},
    "term.distance": {"zh": "主程里程（公里）", "en": "Distance (km)"},
    "means.distance": {"zh": "干线各段之和，不含集疏运。", "en": "Sum of the main legs, without access."},
    "term.capacity": {"zh": "通道能力（百万吨/年）", "en": "Capacity (Mt a year)"},
    "means.capacity": {
        "zh": "所选路径瓶颈处的单向年货运能力；改走别路时可能变小，不是通道合计能力。",
        "en": "Freight that the narrowest place of the path taken lets through in its direction in a year; it may fall where "
              "another path is taken and is not the total of a corridor."},
    "means_mode.road": {"zh": "全程公路。", "en": "Road all the way."},
    "means_mode.rail": {"zh": "铁路干线，公路集疏运。", "en": "Rail, with access by road."},
    "means_mode.air": {"zh": "航空干线，公路集疏运。", "en": "Air, with access by road."},
    "means_mode.waterway": {"zh": "全程内河船舶，不出海。", "en": "River ships throughout, never at sea."},
    "means_mode.rail_water": {"zh": "铁路与内河换装。", "en": "Rail and river, with transshipment."},
    "means_mode.sea": {"zh": "海运干线。", "en": "Sea."},
    "means_mode.barge_sea": {"zh": "内河驳船在海港换装海船。", "en": "River barge, transshipped to a sea ship at the seaport."},
    "means_mode.river_sea": {"zh": "一船到底、江海之间不换装。", "en": "One hull on river and sea, without transshipment."},
    "means_mode.rail_sea": {"zh": "铁路到港后装海船。", "en": "Rail to the port, then by sea."},
    "means_mode.road_sea": {"zh": "公路到港后装海船。", "en": "Road to the port, then by sea."},
    "means_mode.best": {"zh": "各种方式中目标值最小的一种。", "en": "Whichever mode has the least objective."},
}
"""Every text stands in both languages."""
