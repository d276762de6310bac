"""Texts of the loading of a demand."""

from __future__ import annotations

LOADING: dict[str, dict[str, str]] = {
    "loading_engine_missing": {
        "zh": "缺少软件包 aequilibrae。请运行：pip install {install}，或改用 --engine own（本工具自带的路径搜索，结果相同）。",
        "en": "Package aequilibrae is missing. Run: pip install {install}, or use --engine own, the search of the toolkit, which loads the same."},
    "loading_nothing": {"zh": "需求表中的运量全部为0。", "en": "All amounts of the demand are 0."},
    "loading_number": {"zh": "{name} 为 {found}，应不小于 {least}。",
                       "en": "{name} is {found}; at least {least} is allowed."},
    "loading_objective": {
        "zh": "分担率（logit）只对综合费用有意义，这里按 {found} 选路。请改用 best 或某一方式。",
        "en": "Shares (logit) need generalised cost, here {found} is minimised. Use best or a main mode."},
    "loading_no_demand": {
        "zh": "请给出需求表（CSV）。可先用 --template 起点 终点 生成空表。",
        "en": "Name a demand table (CSV). --template ORIGINS DESTINATIONS writes an empty one."},
    # ---- names
    "loading_choice.best": {"zh": "走综合费用最低的方式", "en": "by the main mode of least cost"},
    "loading_choice.logit": {"zh": "按示意分担率走各方式", "en": "by illustrative shares of main modes"},
    "loading_method.aon": {"zh": "全有全无分配", "en": "all or nothing"},
    "loading_method.restrained": {"zh": "容量限制分配（越满越慢）", "en": "restrained by capacity (slower the fuller)"},
    "loading_method.capped": {"zh": "按能力上限分配（满则改走）", "en": "capped at capacity (what finds no room goes elsewhere)"},
    "loading.volume": {"zh": "{state}运量（百万吨/年）", "en": "Volume {state} (Mt/year)"},
    "loading.use": {"zh": "{state}利用率（%）", "en": "Use {state} (%)"},
    "loading.unserved": {"zh": "无路可走", "en": "no way"},
    # ---- screen
    "progress.loading": {"zh": "运量分配", "en": "Loading the demand"},
    "title.loading": {"zh": "运量分配：需求表 {demand}（{pairs}组OD），{choice}；{method}",
                      "en": "Loading of demand {demand} ({pairs} pairs), {choice}; {method}"},
    "title.lock_loads": {"zh": "船闸分方向负荷", "en": "Locks by direction"},
    "title.link_loads": {"zh": "利用率最高的线路（分方向，不含船闸）", "en": "Fullest links by direction (without locks)"},
    "title.loading_modes": {"zh": "各方式承担的运量", "en": "Volume by main mode"},
    "head.lock_way": {"zh": "船闸与方向", "en": "Lock and direction"},
    "head.link_way": {"zh": "线路与方向", "en": "Link and direction"},
    "head.background_mt": {"zh": "既有运量（百万吨/年）", "en": "Background (Mt/year)"},
    "head.load_difference": {"zh": "变化（百万吨/年）", "en": "Change (Mt/year)"},
    "head.loading_profile": {"zh": "货类", "en": "Profile"},
    "head.loading_mode": {"zh": "主要方式", "en": "Main mode"},
    "line.loading_unserved": {"zh": "{state}：有{count}组OD的部分或全部运量无路可走（或各路均已满），未分配：{pairs}。",
                              "en": "{state}: {count} pairs find no way, or none with room, for some or all of their volume, which is not loaded: {pairs}."},
    "line.loading_same": {"zh": "前后逐段运量不变：这些货都不改走，项目对该需求表没有作用。",
                          "en": "Volumes are the same before and after: none of this cargo moves to another way, "
                                "so the projects do nothing for this demand."},
    "line.loading_over": {"zh": "{state}：超过单向能力的有{count}处：{places}。",
                          "en": "{state}: above capacity one way, {count} in all: {places}."},
    "line.loading_gap": {"zh": "{state}：迭代{rounds}轮，相对差距{gap}%（要求{wanted}%）；延误曲线 α={alpha}，β={beta}，为假定值。",
                         "en": "{state}: relative gap {gap} % after {rounds} rounds ({wanted} % asked); delay curve alpha {alpha}, beta {beta}, both assumed."},
    "line.loading_no_gap": {"zh": "{state}：注意，迭代{rounds}轮仍未收敛，相对差距{gap}%（要求{wanted}%）；延误曲线 α={alpha}，β={beta}，为假定值。",
                            "en": "{state}: mind that it did not converge in {rounds} rounds, relative gap {gap} % ({wanted} % asked); delay curve alpha {alpha}, beta {beta}, both assumed."},
    "line.loading_background": {
        "zh": "既有运量取资料中各船闸的公布过货量（双向合计，按估计比例拆分，括号内利用率为拆分上下限）；需求表不应包含这部分货。新建船闸没有既有运量，既有货流也不改走。",
        "en": "Background: published throughput of the locks, a sum of both directions split by an estimate (the use in brackets is for its two ends); the demand must not contain it. New locks have none, and the background does not change its way."},
    "line.loading_no_background": {
        "zh": "只含需求表中的货，不含船闸和线路上的既有运量；--background published 计入各船闸的公布过货量。",
        "en": "Only the demand counts, nothing of what runs today; --background published adds what is published for the locks."},
    "line.loading_aon": {"zh": "全有全无：每组OD的货全部走费用最低的一条路，不受能力限制；超过能力的利用率表示需求与能力的差距，不是预测。",
                         "en": "All or nothing: each pair takes its least way whatever the capacity; a use above 100 % tells what is asked for, no forecast."},
    "line.loading_restrained": {
        "zh": "容量限制：有能力数据的线路和船闸按 BPR 曲线随运量变慢（以既有运量时的时间为1）；大宗货时间价值低，曲线不会阻止超能力。要看硬上限请用 --method capped。",
        "en": "Restrained: links and locks with a known capacity grow slower by the BPR curve, 1 at the background; bulk cargo minds delay little, so that the curve does not keep volumes below capacity. For a hard limit use --method capped."},
    "line.loading_capped": {
        "zh": "能力上限：各OD按需求同比例加载，某线路或船闸装满后，余下的货改走其他路或其他方式；先后不分主次，未考虑谁更愿意付费。",
        "en": "Capped: all pairs grow in proportion to their demand; once a link or lock is full the rest goes other ways or by other modes. Nobody is served before others, whatever they would pay."},
    "line.loading_logit": {"zh": "分担率为示意：尺度与巢系数均为假定，未经标定。",
                           "en": "Shares are illustrative: scale and nests are assumptions, nothing is estimated."},
    "line.loading_basis": {
        "zh": "能力与运量均按单向计；公布的船闸过货量是双向合计，不能与单向能力直接比较。集装箱按参数 load.container_t 折算吨。站场和港口不设能力上限。",
        "en": "Capacities and volumes are one way; published lock throughput is the sum of both and must not be held against them. Containers count with load.container_t. Terminals and ports bound nothing."},
    "line.loading_engine": {"zh": "路径与加载由 AequilibraE 计算 · {rest}", "en": "paths and loads by AequilibraE · {rest}"},
    "line.loading_stamp": {"zh": "需求表 {demand} · {rest}", "en": "demand {demand} · {rest}"},
    "line.loading_template": {"zh": "已写入空需求表 {file}（{pairs}组OD）；请填写运量，不需要的行可删去。",
                              "en": "Wrote an empty demand to {file} ({pairs} pairs); fill in the amounts and delete rows that are not needed."},
    # ---- map
    "map.loading.title": {"zh": "线路与船闸负荷：需求表 {demand}", "en": "Load of links and locks: demand {demand}"},
    "map.loading.subtitle": {"zh": "路网：{state}。{what}", "en": "Network: {state}. {what}"},
    "map.loading.state": {"zh": "{state} {volume}（利用率{use}）", "en": "{state} {volume} (use {use})"},
    "map.loading.series": {"zh": "{lock}等{count}座", "en": "{lock} and others, {count} in all"},
    "map.loading.with_background": {
        "zh": "运量由用户的需求表给出，另加各船闸公布过货量按方向的估计拆分；利用率为单向、取较忙方向，能力未知的不计。不是运量预测。",
        "en": "Volumes as in the demand of the user, and the published volumes of locks split by direction, an estimate; use of capacity one way, the busier of the two. No forecast."},
    "map.loading.unknown": {"zh": "不详", "en": "unknown"},
    "map.loading.ground": {"zh": "{told}，含既有运量 {volume}", "en": "{told}; {volume} of it runs today"},
    "map.loading.lock": {"zh": "{lock}（单向）：{told}", "en": "{lock}, one way: {told}"},
    "map.loading.sources": {"zh": "运量由用户的需求表给出；利用率为单向、取较忙方向，能力未知的不计。不是运量预测。",
                            "en": "Volumes as in the demand of the user; use of capacity one way, the busier of the two. No forecast."},
    "progress.loading_loads": {"zh": "分配运量", "en": "loading"},
}
"""What the screen, the map and the faults of a loading say."""
