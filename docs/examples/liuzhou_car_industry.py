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
PROFILES = {"container": ("货物（集装箱）", "goods (containers)"),
            "passenger_business": ("商务出行", "business trips")}

# %% [markdown]
# ## 城市对 The pairs
# 柳州到八个对接省市的各城市：货物按每重箱 TEU，人员按商务旅客。
# Liuzhou to the cities of the partner provinces: goods as loaded TEU, people as business travellers.

# %%
for name in ("automobiles", "new_energy_vehicles"):
    row = read_sectors()[name]
    print(f"{row.name_zh} {row.name_en}: {row.read}; partners {', '.join(row.partners) or '—'}")
base = corridors.load_network()
far = sorted(read_sectors()["new_energy_vehicles"].far_ends(base))
print(f"柳州到 {len(far)} 个城市，每对权重相同。 Liuzhou to {len(far)} places, each pair counts once.")


# %%
def cost(network, profile):
    """Generalised cost of the best way from Liuzhou, CNY a TEU or a person, by place."""
    table = corridors.skim_table(network, "liuzhou", far, profile=profile)
    return table.set_index("destination")["generalised_cny"]


before = {profile: cost(base, profile) for profile in PROFILES}
for profile, (zh, en) in PROFILES.items():
    mean = before[profile].mean()
    print(f"{zh}：现状平均综合费用 {mean:,.0f} 元。 {en}: mean generalised cost now {mean:,.0f} CNY.")

# %% [markdown]
# ## 逐个项目 One project after another
# 每个项目单独加到基准上，连同它的前提项目；所以名次不是贡献份额，也不能相加（份额见 `corridors attribute`）。
# Each project is put on top of the base alone, with what it requires. Ranks are no shares and do not
# add up; shares are the business of `corridors attribute`.

# %%
candidates = [project for project in corridors.register() if project.modelled]
if SMALL:
    chosen = {"qiangui_second_track", "liuzhou_hub_expansion"}
    candidates = [project for project in candidates if project.id in chosen]
rows, change = [], {}
for project in candidates:
    network = corridors.load_network(projects=[project.id])
    for profile in PROFILES:
        if profile == "container" and project.file.kind == "air":
            continue  # 集装箱不走航空 containers do not fly
        pct = 100 * (cost(network, profile) / before[profile] - 1)
        change[profile, project.id] = pct
        rows.append({"profile": profile, "project": project.id, "name_zh": project.file.name.zh,
                     "mean_pct": pct.mean(), "pairs_gained": int((pct < -0.01).sum()),
                     "pairs_lost": int((pct > 0.01).sum()), "largest_pct": pct.min(),
                     "largest_at": pct.idxmin() if pct.min() < -0.01 else "",
                     "with": ", ".join(sorted(set(network.projects) - {project.id})),
                     "stage": project.file.status.stage,
                     "opening": project.file.opening.actual or project.file.opening.planned})
ranked = pd.DataFrame(rows).sort_values(["profile", "mean_pct", "project"], ignore_index=True)
helping = ranked[ranked.pairs_gained > 0]
five = helping.groupby("profile").head(5).reset_index(drop=True)
five.round(2)

# %%
for profile, (zh, en) in PROFILES.items():
    tried, mine = (table[table.profile == profile] for table in (ranked, helping))
    print(f"{zh}：单独计算的 {len(tried)} 个项目中 {len(mine)} 个至少改善一对，其余没有作用。 {en}: "
          f"{len(mine)} of {len(tried)} projects help at least one pair, the others do nothing.")
    for number, row in enumerate(mine.head(5).itertuples(), 1):
        name = corridors.register()[row.project].file.name.en
        print(f"  {number}. {row.name_zh} {name}: {row.mean_pct:+.2f} %, "
              f"{row.pairs_gained}/{len(far)} 对 pairs")

# %% [markdown]
# ## 分省市看 By partner province
# 排在前面的项目对各省市的平均变化（综合费用，%）。两类用户分开列，不相加。
# What the first of each list do for each partner province, % of generalised cost; goods and people apart.

# %%
province = {key: base.places.row(key)["province_zh"] for key in far}
order = read_sectors()["new_energy_vehicles"].provinces
by_province = pd.DataFrame({(row.profile, row.project): change[row.profile, row.project].groupby(
    province).mean().loc[list(order)] for row in five.itertuples()}).T
by_province.round(2)

# %%
english = {"上海": "Shanghai", "江苏": "Jiangsu", "浙江": "Zhejiang", "安徽": "Anhui",
           "湖北": "Hubei", "重庆": "Chongqing", "湖南": "Hunan", "江西": "Jiangxi"}
words = {
    "zh": ("柳州新能源汽车：单个项目带来的综合费用变化（%）", {"container": "货", "passenger_business": "人"},
           "列：柳州到该省市各城市的平均，每对权重相同。货 = 集装箱，人 = 商务出行。项目逐个计算，不能相加。"),
    "en": ("Liuzhou's new energy vehicles: change of generalised cost by single projects (%)",
           {"container": "Goods", "passenger_business": "People"},
           "Columns: mean over Liuzhou to the cities there, each pair once. Projects do not add up."),
}[LANG]
stamp = {"zh": "数据", "en": "data"}[LANG] + f" {base.data_version} · corridors {corridors.__version__}"
shown = by_province.rename(columns=english if LANG == "en" else {})
shown.index = [f"{words[1][profile]} · {getattr(corridors.register()[key].file.name, LANG)}"
               for profile, key in shown.index]
figure = corridors.heatmap(shown, title=words[0], unit="%", lang=LANG, notes=[words[2], stamp])
figure

# %% [markdown]
# **结论 Conclusion.** 名次见上表；多数项目在别处，对这些城市对没有作用，货物方面能帮上忙的很少。
# 集装箱代替商品车和零部件，是一种近似；商品车专列、滚装运输未建模，能力不足时的排队也不在内。
# Ranks are above; most projects lie elsewhere and do nothing for these pairs. A loaded TEU stands in
# for cars and parts; trains and ships for cars are not modelled, nor is a lack of capacity.

# %%
if "--out" in sys.argv:
    figure.save(f"{sys.argv[sys.argv.index('--out') + 1]}/liuzhou_car_industry.png")
