# %% [markdown]
# # 平陆运河：过闸费和待闸到多少就不划算？
# # Pinglu Canal: at which toll and which lock queue does it stop paying?
#
# 南宁的散货（每吨）到东盟港口，有运河时走运河，没有时走铁海联运等最优方式。运河收多少过闸费、每座船闸
# 等多久，运河就输给没有运河时的最优方式？
#
# Bulk cargo from Nanning (per tonne) to the ports of ASEAN goes by the canal where that is best. How
# dear may the toll be, and how long the wait at each of its three locks, before the best way without
# the canal is as good? Figures are generalised cost: money and weighted hours, CNY a tonne.

# %%
import os
import sys

import pandas as pd

import corridors

LANG = os.environ.get("CORRIDORS_LANG", "zh")
SMALL = "--small" in sys.argv
TOLLS = [0.6, 8] if SMALL else [0.6, 1.8, 3, 5, 7, 9, 12]
QUEUES = [1, 8] if SMALL else [0.5, 1, 2, 4, 8, 16, 24]
PORT = "haiphong"

# %% [markdown]
# ## 载入 Load
# 基准是 2022-11-30 的路网；另一张只多了运河。两张都不会被改动。
# The base is the network of 2022-11-30, the other one has the canal on top. Neither ever changes.

# %%
base = corridors.load_network()
canal = corridors.load_network(projects=["pinglu_canal"])
locks = [key for key in canal.locks["id"] if key not in base.locks]
toll_now = canal.links.row("pinglu_canal")["toll_cny_t"]
queue_now = canal.locks.row(locks[0])["queue_ab_h"]
print(canal)
print(f"过闸费现取 {toll_now} 元/吨，待闸每闸 {queue_now} 小时，均为假定（区间 0.6–1.8 元/吨、0.5–4 小时）。")
print(f"Toll {toll_now} CNY/t and queue {queue_now} h a lock are assumptions "
      "(ranges 0.6-1.8 CNY/t, 0.5-4 h).")

# %% [markdown]
# ## 现在划算吗？ Does it pay as it stands?
# 五个东盟港口，加上海作对照。负数是改善。
# Five ports of ASEAN, and Shanghai for contrast. Negative is a gain.


# %%
def cost(network, ports):
    """Generalised cost of the best way from Nanning, CNY/t, by port."""
    table = corridors.skim_table(network, "南宁", ports, profile="bulk")
    return table.set_index("destination")["generalised_cny"]


ports = [PORT] if SMALL else ["asean", "shanghai"]
before = cost(base, ports)
as_it_stands = pd.DataFrame({"base_cny_t": before, "canal_cny_t": cost(canal, ports)})
as_it_stands["difference_cny_t"] = as_it_stands.canal_cny_t - as_it_stands.base_cny_t
as_it_stands.insert(0, "name_zh", [base.places.row(key)["name_zh"] for key in before.index])
as_it_stands.round(1)

# %%
helped = as_it_stands[as_it_stands.difference_cny_t < -0.05]
print(f"{len(as_it_stands)} 个目的港中 {len(helped)} 个改善；其余的最优方式与运河无关，没有变化。")
print(f"{len(helped)} of {len(as_it_stands)} ports gain; for the others the best way is not the "
      "canal, and nothing changes.")

# %% [markdown]
# ## 改变 · 比较 · 循环 Change, compare, loop
# 每个格点是一张新路网：过闸费和三座船闸两个方向的待闸各改一次。
# Every point of the grid is a new network: one toll, and one queue at three locks in both directions.

# %%
rows = {}
for queue in QUEUES:
    for toll in TOLLS:
        changed, _ = corridors.apply(canal, [
            corridors.SetLinks(where={"link": "pinglu_canal"}, values={"toll_cny_t": toll},
                               unchanged_ok=True),
            corridors.SetLinks(where={"lock": locks}, unchanged_ok=True,
                               values={"queue_ab_h": queue, "queue_ba_h": queue})])
        rows[queue, toll] = cost(changed, [PORT])[PORT] - before[PORT]
gain = pd.Series(rows).unstack()
gain.index.name, gain.columns.name = "queue_h_per_lock", "toll_cny_t"
gain.round(1)

# %% [markdown]
# 差值为 0 表示运河不再是最优方式：货物回到没有运河时的走法，所以不会变得更差。
# A difference of 0 means that the canal is no longer taken: cargo goes as it did without it, so that
# nothing ever gets worse.

# %%
words = {
    "zh": ("南宁—海防，散货：有运河后综合费用的变化（元/吨）", "{:g} 元/吨", "每闸待闸 {:g} 小时",
           "行：每座船闸待闸；列：全程过闸费。0 = 不再走运河。运河其余参数取现值。"),
    "en": ("Nanning to Haiphong, bulk: change of generalised cost with the canal (CNY/t)",
           "{:g} CNY/t", "{:g} h a lock",
           "Rows: queue at each lock; columns: toll for the whole length. 0 = the canal is not used."),
}[LANG]
stamp = {"zh": "数据", "en": "data"}[LANG] + f" {base.data_version} · corridors {corridors.__version__}"
figure = corridors.heatmap(
    gain.rename(index=words[2].format, columns=words[1].format), title=words[0], unit="CNY",
    lang=LANG, notes=[words[3], stamp])
figure

# %% [markdown]
# ## 确切的临界值 The exact break-even
# 格点之间的临界值由 `breakeven` 直接求出：其他条件不变，哪一个过闸费、哪一个待闸使两边相等。
# Between the points of the grid `breakeven` solves for the toll and the queue at which both are equal,
# all else as it stands.

# %%
found = corridors.breakeven(corridors.load_scenario("pinglu_canal"), pairs=[("南宁", "海防")],
                            profiles=["bulk"], modes=["river_sea", "barge_sea"])
limits = found.table.query("against == 'best'")
limits[["mode", "lever", "unit", "now", "outcome", "value", "gain_now_cny"]].round(2)

# %%
for row in limits.itertuples():
    what = {"toll": ("过闸费", "toll"), "queue": ("每闸待闸", "queue at each lock")}[row.lever]
    if row.outcome == "value":
        print(f"{row.mode}：{what[0]}超过 {row.value:.1f} {row.unit}（现取 {row.now:g}）就不如没有运河时的最优方式。")
        print(f"{row.mode}: beyond a {what[1]} of {row.value:.1f} {row.unit} (now {row.now:g}) the best "
              "way without the canal is as good.")
    else:
        print(f"{row.mode}：{what[0]}为 0 也不如没有运河时的最优方式。")
        print(f"{row.mode}: does not pay even at a {what[1]} of 0.")

# %% [markdown]
# **结论 Conclusion.** 江海直达船走运河到海防有余地，但余地不大：每吨只省几元，三座船闸合计多等一两天就没有了；
# 换装的江海联运即使免费也不如铁海联运。到上海、钦州等地，运河不是最优方式。
# A river-sea ship to Haiphong leaves a margin, though a thin one; barges that hand over to sea ships
# do not beat rail and sea even free of charge, and towards Shanghai the canal is not the best way.

# %%
if "--out" in sys.argv:
    figure.save(f"{sys.argv[sys.argv.index('--out') + 1]}/canal_toll_and_queue.png")
