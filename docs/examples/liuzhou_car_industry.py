# %% [markdown]
# # 哪五个项目对柳州汽车产业帮助最大？
# # Which five projects serve Liuzhou's car industry best?
#
# 规划附件给出产业、城市和对接省市，但“汽车”一行未能可靠读出；这里用能读出的“新能源及智能汽车”一行。
# 附件没有运量，所以每一对城市权重相同（一对算一次）：这是成员关系，不是货流。
#
# The annex of the plan names industries, cities and partner provinces. Its row of automobiles could not
# be read safely; the row of new energy and smart vehicles could. The annex has no tonnages, so every
# pair counts once: weights are membership and no flows.

# %%
import os
import sys

import pandas as pd

import corridors
from corridors.analysis.sectors import read_sectors

LANG = os.environ.get("CORRIDORS_LANG", "zh")
SMALL = "--small" in sys.argv
PROFILE = "container"

# %% [markdown]
# ## 城市对 The pairs
# 柳州到八个对接省市的各城市：整车运出。零部件运入的反方向只对前五名另算。
# Liuzhou to the cities of the partner provinces: cars go out. The way in, for parts, is worked out for
# the first five only.

# %%
for name in ("automobiles", "new_energy_vehicles"):
    row = read_sectors()[name]
    print(f"{row.name_zh} {row.name_en}: {row.read}; partners {', '.join(row.partners) or '—'}")
base = corridors.load_network()
far = sorted(read_sectors()["new_energy_vehicles"].far_ends(base))
print(f"柳州到 {len(far)} 个城市，每对权重相同。 Liuzhou to {len(far)} places, each pair counts once.")


# %%
def cost(network, back=False):
    """Generalised cost of the best way of a loaded TEU, CNY, by place."""
    ends = (far, "liuzhou") if back else ("liuzhou", far)
    table = corridors.skim_table(network, *ends, profile=PROFILE)
    return table.set_index("origin" if back else "destination")["generalised_cny"]


before = cost(base)
print(f"现状平均 {before.mean():,.0f} 元/TEU（综合费用）。 Mean now {before.mean():,.0f} CNY/TEU.")

# %% [markdown]
# ## 逐个项目 One project after another
# 每个项目单独加到基准上，连同它的前提项目；所以名次不是贡献份额，也不能相加（份额见 `corridors attribute`）。
# Each project is put on top of the base alone, with what it requires. Ranks are no shares and do not
# add up; shares are the business of `corridors attribute`.

# %%
# 集装箱不走航空，航空项目不必计算。 Containers do not fly: projects of airports can do nothing here.
candidates = [project for project in corridors.register()
              if project.modelled and project.file.kind != "air"]
if SMALL:
    chosen = {"qiangui_second_track", "pinglu_canal", "xianggui_canal"}
    candidates = [project for project in candidates if project.id in chosen]
rows = []
for project in candidates:
    network = corridors.load_network(projects=[project.id])
    change = cost(network) - before
    gained = change[change < -0.5]
    rows.append({"project": project.id, "name_zh": project.file.name.zh,
                 "kind": project.file.kind, "pairs_gained": len(gained),
                 "mean_difference_cny": change.mean(), "largest_gain_cny": change.min(),
                 "largest_at": change.idxmin() if len(gained) else "", "lost": int((change > 0.5).sum()),
                 "with": ", ".join(sorted(set(network.projects) - {project.id})),
                 "stage": project.file.status.stage,
                 "planned": project.file.opening.planned, "opened": project.file.opening.actual})
ranked = pd.DataFrame(rows).sort_values(["mean_difference_cny", "project"], ignore_index=True)
five = ranked[ranked.pairs_gained > 0].head(5)  # 没有作用的不列 none that helps nobody
five.round(1)

# %%
helping = int((ranked.pairs_gained > 0).sum())
total = five.mean_difference_cny.iloc[0] / before.mean() * 100
print(f"{len(ranked)} 个已建模的地面项目中，{helping} 个至少改善一对，其余 {len(ranked) - helping} 个对这些城市对没有作用。")
print(f"{helping} of {len(ranked)} modelled projects on the ground help at least one pair; {len(ranked) - helping} do "
      "nothing for these pairs.")
for row in five.itertuples():
    english = corridors.register()[row.project].file.name.en
    print(f"{row.Index + 1}. {row.name_zh}：平均 {row.mean_difference_cny:+.1f} 元/TEU，改善 "
          f"{row.pairs_gained}/{len(before)} 对。 {english}: {row.mean_difference_cny:+.1f} CNY/TEU on "
          f"average, {row.pairs_gained} of {len(before)} pairs gain.")
print(f"第一名也只有平均综合费用的 {abs(total):.1f}%。 Even the first is {abs(total):.1f} % of the mean cost.")

# %% [markdown]
# ## 分省市看 By partner province
# 前五个项目对各对接省市的平均变化（元/TEU）。
# What the five do for each partner province on average, CNY a TEU.

# %%
province = {key: base.places.row(key)["province_zh"] for key in far}
columns, inbound = {}, cost(base, back=True)
for row in five.itertuples():
    network = corridors.load_network(projects=[row.project])
    columns[row.project] = (cost(network) - before).groupby(province).mean()
    back = (cost(network, back=True) - inbound).mean()
    print(f"{row.name_zh}：运出平均 {row.mean_difference_cny:+.1f}，运入平均 {back:+.1f} 元/TEU。 "
          f"out {row.mean_difference_cny:+.1f}, in {back:+.1f} CNY/TEU on average.")
by_province = pd.DataFrame(columns).loc[list(dict.fromkeys(read_sectors()[
    "new_energy_vehicles"].provinces))]
by_province.round(0)

# %%
english = {"上海": "Shanghai", "江苏": "Jiangsu", "浙江": "Zhejiang", "安徽": "Anhui", "湖北": "Hubei",
           "重庆": "Chongqing", "湖南": "Hunan", "江西": "Jiangxi"}
words = {
    "zh": ("柳州新能源汽车：单个项目带来的综合费用变化（元/TEU）",
           "列：柳州到该省市各城市的平均；每对权重相同。项目逐个加到基准上，不能相加。"),
    "en": ("Liuzhou's new energy vehicles: change by single projects (CNY/TEU)",
           "Columns: mean over Liuzhou to the cities there, each pair once. Do not add up."),
}[LANG]
stamp = {"zh": "数据", "en": "data"}[LANG] + f" {base.data_version} · corridors {corridors.__version__}"
names = {key: getattr(corridors.register()[key].file.name, LANG) for key in by_province.columns}
shown = by_province.T.rename(index=names, columns=english if LANG == "en" else {})
figure = corridors.heatmap(shown, title=words[0], unit="CNY", lang=LANG, notes=[words[1], stamp])
figure

# %% [markdown]
# **结论 Conclusion.** 名次由上表给出；多数规划项目在别处，对柳州到这些省市的集装箱没有作用。
# 集装箱（每重箱 TEU）代替商品车和零部件，是一种近似；滚装和商品车专列未建模。
# The table has the ranks; most projects lie elsewhere and do nothing for these containers. A loaded TEU
# stands in for cars and parts; car carriers on road, rail and water are not modelled.

# %%
if "--out" in sys.argv:
    figure.save(f"{sys.argv[sys.argv.index('--out') + 1]}/liuzhou_car_industry.png")
