# %% [markdown]
# # 黄百铁路要做到什么程度才能胜过黔桂铁路？
# # What must the Huangtong-Baise railway reach to beat the Guizhou-Guangxi railway?
#
# 集装箱（每重箱 TEU）由贵州、重庆经铁路到广西。黔桂铁路已有，正在增建二线；黄百铁路在建。黄百的运价和
# 货车速度要到什么水平，综合费用才低于黔桂？成都到钦州的班列又要开多密？
#
# Containers (per loaded TEU) by rail from Guizhou and Chongqing to Guangxi. The Guizhou-Guangxi railway
# (黔桂) is there and gets a second track; Huangtong-Baise (黄百) is being built. Which charge and which
# speed of freight trains let it win on generalised cost, and how often must the block trains from
# Chengdu to Qinzhou run to be worth waiting for?

# %%
import os
import sys

import pandas as pd

import corridors

LANG = os.environ.get("CORRIDORS_LANG", "zh")
SMALL = "--small" in sys.argv
CHARGES = [1.0, 1.4] if SMALL else [0.8, 1.0, 1.1, 1.2, 1.3, 1.4, 1.6]
SPEEDS = [35, 60] if SMALL else [25, 35, 45, 60, 80]
PAIRS = [("guiyang", "qinzhou")] if SMALL else [
    ("guiyang", "nanning"), ("guiyang", "qinzhou"), ("chongqing", "nanning"),
    ("chongqing", "qinzhou"), ("anshun", "qinzhou")]

# %% [markdown]
# ## 两条线分开看 Each line by itself
# 两条线都建成（黔桂含二线）。要知道一条线自己的费用，就把另一条线关闭：比较的是线路，而不是“最优的那条”。
# Both lines are built, 黔桂 with its second track. To learn what one of them costs by itself the other
# is closed, so that lines are compared and not whichever is better.

# %%
both = corridors.load_network(projects=["huangtong_baise_rail", "qiangui_second_track"])
huangbai = [key for key, name in zip(both.links["id"], both.links["line_zh"], strict=True)
            if name == "黄百铁路"]
qiangui = ["cqg_03"]
print(both)
print("黄百铁路路段 links:", ", ".join(huangbai), "—",
      f"{sum(both.links.row(key)['length_km'] for key in huangbai):.0f} km")

# 速度无公布值，用各线通用的货车速度，是假定。 No speed is published: that of all freight trains.
speed = both.parameters["speed.rail.freight"]
print(f"铁路货车速度现取 {speed.value:g} {speed.unit}（区间 {speed.low:g}–{speed.high:g}），运价系数 1。")
print(f"Freight trains run at {speed.value:g} {speed.unit} (range {speed.low:g}-{speed.high:g}); "
      "the charge is 1 time the general rate.")


# %%
def cost(network, pairs):
    """Generalised cost by rail, CNY a TEU, by pair."""
    table = corridors.skim_table(network, {a for a, _ in pairs}, {b for _, b in pairs},
                                 profile="container", modes="rail")
    return table.set_index(["origin", "destination"])["generalised_cny"].loc[pairs]


only_qiangui, _ = corridors.apply(both, [corridors.Close(where={"link": huangbai[:1]})])
only_huangbai, _ = corridors.apply(both, [corridors.Close(where={"link": qiangui})])
lines = pd.DataFrame({"qiangui_cny_teu": cost(only_qiangui, PAIRS),
                      "huangbai_cny_teu": cost(only_huangbai, PAIRS)})
lines["difference_cny_teu"] = lines.huangbai_cny_teu - lines.qiangui_cny_teu
lines.round(0)

# %%
wins = int((lines.difference_cny_teu < 0).sum())
print(f"按现取的运价和速度，{len(lines)} 对城市中黄百胜 {wins} 对。")
print(f"With the charge and speed assumed now, 黄百 wins {wins} of {len(lines)} pairs.")

# %% [markdown]
# ## 改变运价和速度 Change charge and speed
# 运价系数乘在黄百各段的运价上（新线常另加价）；速度是黄百各段货车的平均速度。黔桂保持不变。
# The charge factor multiplies the rate on the links of 黄百 (new lines often cost more); the speed is
# that of freight trains there. 黔桂 stays as it is.

# %%
START, END = PAIRS[min(1, len(PAIRS) - 1)]
target = cost(only_qiangui, [(START, END)]).iloc[0]
rows = {}
for kmh in SPEEDS:
    for charge in CHARGES:
        changed, _ = corridors.apply(only_huangbai, [corridors.SetLinks(
            where={"link": huangbai}, unchanged_ok=True,
            values={"rate_factor": charge, "speed_ab_kmh": kmh, "speed_ba_kmh": kmh})])
        rows[kmh, charge] = cost(changed, [(START, END)]).iloc[0] - target
margin = pd.Series(rows).unstack()
margin.index.name, margin.columns.name = "speed_kmh", "rate_factor"
margin.round(0)

# %%
words = {
    "zh": ("贵阳—钦州，集装箱铁路：走黄百比走黔桂的综合费用差（元/TEU）", "{:g} 公里/小时", "运价 ×{:g}",
           "行：黄百货车平均速度；列：黄百运价系数。负数（绿）= 黄百胜。黔桂含二线，其余取现值。",
           "元；黄百−黔桂，负为黄百胜"),
    "en": ("Guiyang to Qinzhou, containers by rail: 黄百 less 黔桂, generalised cost (CNY/TEU)",
           "{:g} km/h", "charge x{:g}",
           "Rows: speed on 黄百; columns: its charge factor. Negative (green): 黄百 wins.",
           "CNY; 黄百 less 黔桂, negative: 黄百 wins"),
}[LANG]
stamp = {"zh": "数据", "en": "data"}[LANG] + f" {both.data_version} · corridors {corridors.__version__}"
figure = corridors.heatmap(
    margin.rename(index=words[1].format, columns=words[2].format), title=words[0], unit="CNY",
    lang=LANG, scale=words[4], notes=[words[3], stamp])
figure

# %% [markdown]
# ## 临界运价 The break-even charge
# 货物不改走别路时，综合费用随运价系数直线上升，两个点就能算出两条线相等的系数；再用这个系数重算一遍，
# 看是否真的相等。
# As long as cargo stays on the line its cost rises in a straight line with the charge factor, so that
# two points give the factor at which both lines are equal. Whether they are is computed once more.

# %%
def charged(factor, pairs):
    """Cost by 黄百 with another charge."""
    changed, _ = corridors.apply(only_huangbai, [corridors.SetLinks(
        where={"link": huangbai}, values={"rate_factor": factor}, unchanged_ok=True)])
    return cost(changed, pairs)


slope = (charged(1.05, PAIRS) - lines.huangbai_cny_teu) / 0.05
lines["breakeven_rate_factor"] = 1 - lines.difference_cny_teu / slope
lines["left_cny_teu"] = [charged(row.breakeven_rate_factor, [pair]).iloc[0] - row.qiangui_cny_teu
                         for pair, row in zip(lines.index, lines.itertuples(), strict=True)]
lines.round(2)

# %%
print(f"在临界系数上，两条线最多相差 {abs(lines.left_cny_teu).max():.1f} 元/TEU。 "
      f"At these factors the lines differ by {abs(lines.left_cny_teu).max():.1f} CNY/TEU at most.")
for (start, end), factor in lines.breakeven_rate_factor.items():
    names = [both.places.row(key)["name_zh"] for key in (start, end)]
    print(f"{names[0]}—{names[1]}：黄百运价系数低于 {factor:.2f} 时胜出。"
          f" {start} to {end}: 黄百 wins below {factor:.2f} times the general rate.")

# %% [markdown]
# ## 班列要开多密？ How often must block trains run?
# 成都—钦州班列改走黄百以后（与叙永—毕节等线一起，即“西线”），和零散车皮比，发车间隔多大时等班列才值得？
# Once the block trains Chengdu-Qinzhou run by 黄百 (with Xuyong-Bijie and others, the west way), up to
# which headway are they worth waiting for, against single wagons on the same lines?

# %%
west = corridors.load_network(projects=["bg_chengdu_qinzhou_west_trains"])
now_h = west.services.row("bt_chengdu_qinzhou")["headway_h"]
headways = [now_h, 168] if SMALL else [6, 12, 24, 48, 84, 168]
trains = []
for headway in headways:
    changed = west if headway == now_h else corridors.apply(west, [corridors.Retime(
        service="bt_chengdu_qinzhou", headway_h=headway)])[0]
    trip = corridors.route(changed, "成都", "钦州", profile="container", mode="rail")
    trains.append({"headway_h": headway, "takes_block_train": "bt_chengdu_qinzhou" in
                   "+".join(leg.id for leg in trip.legs), "time_h": trip.time_h,
                   "cost_cny": trip.cost_cny, "generalised_cny": trip.generalised_cny})
trains = pd.DataFrame(trains).sort_values("headway_h", ignore_index=True)
trains.round(1)

# %%
taken = trains[trains.takes_block_train].headway_h
if len(taken):
    print(f"发车间隔不超过 {taken.max():g} 小时的各档走班列；现取 {now_h:g} 小时。")
    print(f"Block trains are taken at the headways tried up to {taken.max():g} h; now {now_h:g} h.")
else:
    print(f"试过的各档间隔（现取 {now_h:g} 小时）都不走班列：班列省下的时间抵不过多出的运价，加密也无济于事。")
    print(f"Block trains are taken at no headway tried (now {now_h:g} h): what they save in hours does "
          "not make up for their charge; running more of them does not help.")

# %% [markdown]
# **结论 Conclusion.** 黄百对黔桂的优势主要是里程短、运价低，而不是快；胜负取决于运价系数，
# 各城市对的临界值见上表。速度的作用小得多。输送能力和班列运价之外的商务条件不在这里。
# 黄百 wins by a shorter way and thus a lower charge, hardly by hours: the charge factor decides, with
# the limits above; speed moves little. Capacity and commercial terms are not part of this.

# %%
if "--out" in sys.argv:
    figure.save(f"{sys.argv[sys.argv.index('--out') + 1]}/huangbai_against_qiangui.png")
