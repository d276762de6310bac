"""Texts of attribute."""

from __future__ import annotations

ATTRIBUTE: dict[str, dict[str, str]] = {
    "attr_stands_not": {
        "zh": "项目 {id} 单独实施（连同其前置项目）时改动无法落地，不能计算其份额；请在其文件的 requires 中写明缺少的前置项目。",
        "en": "The changes of project {id} cannot be carried out with what it requires alone, so that it has no "
              "share; name what it lacks under requires in its file."},
    "attr_no_weights": {
        "zh": "必须指明权重，份额取决于它：--weights 流量文件.csv（每年人次、标箱或吨），或附件产业 {sectors}，或 equal"
              "（每个地点对计 1，等权，不代表流量）。",
        "en": "Weights are needed, the shares depend on them: --weights FLOWS.csv (passengers, TEU or tonnes a "
              "year), a sector of the annex: {sectors}, or equal (each pair counts 1; no flows)."},
    "attr_weightless": {"zh": "按权重 {weights}，情景比较的地点对没有一个有权重。",
                        "en": "By the weights {weights} not one pair that the scenario compares has a weight."},
    "attr_no_players": {"zh": "情景没有新增项目，没有可分配的份额。",
                        "en": "The scenario adds no project, so that there is nothing to share."},
    "attr_objective": {"zh": "该情景按 {found} 选路；份额按综合费用（generalised）计算，请改用该目标。",
                       "en": "The scenario minimises {found}; shares are worked out by generalised cost, use that "
                             "objective."},
    "attr_precision": {"zh": "精度 {found} 不可用：应为大于 0 的百分数（占共同效益的 %）。",
                       "en": "A precision of {found} cannot be used: a percentage of the joint gain above 0."},
    "attr_permutations": {"zh": "排列数 {found} 太少：至少 4 个。",
                          "en": "{found} permutations are too few: at least 4."},
    "attr_together": {"zh": "成对分析的项目数 {found} 不可用：应不小于 0。",
                      "en": "Pairs among {found} projects cannot be looked at: 0 or more."},
    "attr_no_connection": {"zh": "不通时的费用 {found} 不可用：应为大于 0 的金额（元）。",
                           "en": "A cost of no connection of {found} cannot be used: CNY above 0."},
    "attr.progress": {"zh": "正在分摊共同效益", "en": "Sharing the joint gain"},
    "attr.own": {"zh": "情景自带的改动", "en": "Changes of the scenario itself"},
    "attr.background": {"zh": "未列入规划的项目", "en": "Projects that no plan names"},
    "attr.all_profiles": {"zh": "全部用户", "en": "All profiles"},
    "attr.weights_equal": {"zh": "等权（每个地点对计 1，不代表流量）", "en": "equal weights (no flows)"},
    "attr.weights_sector": {"zh": "附件产业“{name}”的成员地点对，各计 1",
                            "en": "member pairs of the sector “{name}”, once each"},
    "attr.weights_flows": {"zh": "流量文件 {name}（每年）", "en": "flows of {name} (a year)"},
    "attr.exact": {"zh": "{count} 个参与者，全部组合精确求解", "en": "solved exactly over all sets of {count} players"},
    "attr.sampled": {"zh": "抽样 {count} 个排列（种子 {seed}），95% 区间最宽 ±{widest}%",
                     "en": "{count} permutations drawn (seed {seed}), widest 95 % interval ±{widest} %"},
    "attr.unit_year": {"zh": "元/年", "en": "CNY a year"},
    "attr.unit_mean": {"zh": "元/{unit}，每对平均", "en": "CNY/{unit}, mean of the pairs"},
    "attr.title": {"zh": "{profile}：共同节省综合费用 {joint} {unit}（{pairs} 对）",
                   "en": "{profile}: generalised cost saved together {joint} {unit} ({pairs} pairs)"},
    "head.attr_project": {"zh": "项目", "en": "Project"},
    "head.attr_share": {"zh": "份额 %", "en": "Share, %"},
    "head.attr_interval": {"zh": "95% 区间 %", "en": "95 % interval, %"},
    "head.attr_gain": {"zh": "分摊节省，元", "en": "Its saving, CNY"},
    "head.attr_alone": {"zh": "单独（含前置），元", "en": "Alone with needs, CNY"},
    "head.attr_last": {"zh": "最后实施，元", "en": "Last, CNY"},
    "attr.required_mark": {"zh": "（前置项目）", "en": " (required)"},
    "attr.interval": {"zh": "{low} 至 {high}", "en": "{low} to {high}"},
    "attr.rest": {"zh": "其余 {count} 个项目合计 {share}%。", "en": "The other {count} projects together: {share} %."},
    "attr.chain": {"zh": "“{name}”连同其 {count} 个前置项目合计 {share}%。",
                   "en": "“{name}” and the {count} projects that it requires: {share} % together."},
    "attr.bundle": {"zh": "打包项目“{name}”＝其组成项目之和：{share}%（不另计）。",
                    "en": "“{name}” gathers others: the sum of its parts is {share} % (not to be added again)."},
    "attr_pair.complements": {
        "zh": "互补：{first}与{second}，一起 {together} 元，单独 {alone} 元和 {other} 元，相互增益 {difference} 元。",
        "en": "Complements: {first} and {second}: together {together} CNY, alone {alone} and {other}, "
              "{difference} more than the sum."},
    "attr_pair.substitutes": {
        "zh": "互为替代：{first}与{second}，一起 {together} 元，单独 {alone} 元和 {other} 元，相互抵减 {difference} 元。",
        "en": "Substitutes: {first} and {second}: together {together} CNY, alone {alone} and {other}, "
              "{difference} less than the sum."},
    "attr.nothing": {"zh": "{profile}：这些项目合起来几乎不节省综合费用，不分摊。",
                     "en": "{profile}: these projects save next to nothing together; no shares."},
    "attr.idle": {"zh": "对所比较的方式没有可模拟的作用，份额为 0：{names}。",
                  "en": "Change nothing that is modelled for the modes compared, share 0: {names}."},
    "attr.imprecise": {"zh": "注意：排列数用尽，区间最宽 ±{widest}%，未达到要求的 ±{wanted}%；区间重叠的项目不分先后；请加大 --permutations。",
                       "en": "Note: no more permutations were allowed; the widest interval is ±{widest} %, not the "
                             "±{wanted} % asked for. Projects whose intervals overlap are in no order. Raise "
                             "--permutations."},
    "attr_away.factor": {"zh": "该地点对最低综合费用的 {value} 倍（假定）",
                         "en": "{value} times the least generalised cost of the pair (assumed)"},
    "attr_away.cny": {"zh": "每对 {value} 元（给定）", "en": "{value} CNY for every pair (given)"},
    "attr.counts": {"zh": "{profile}：{new} 对因项目新通，{never} 对始终不通（不计）。",
                    "en": "{profile}: {new} pairs connected by projects only, {never} never (not counted)."},
    "attr.basis": {
        "zh": "权重：{weights}；{method}。份额为沙普利值：项目按各种先后次序加入时新增节省的平均，合计等于共同节省。节省按互斥方式的期望综合费用"
              "（对数和）计，不通时的费用取{away}。单独：只有它及其前置项目；最后：其余全部建成后再加它（缺它则依赖它的项目也不成立）。前置项目未建则该项目不计效益，故前置项目与它分享。",
        "en": "Weights: {weights}; {method}. A share is a Shapley value: what a project adds on average over the "
              "orders in which projects could come; shares add up to the joint saving. Savings are in expected "
              "generalised cost (logsum over exclusive modes), no connection costing {away}. Alone: it and "
              "what it requires; last: what is lost without it and what requires it. A project counts nothing "
              "before what it requires, which therefore shares in it."},
    "attr.panel": {"zh": "{profile}：共同节省 {joint} {unit}", "en": "{profile}: saved together {joint} {unit}"},
    "attr.panel_rest": {"zh": "（其余 {count} 个项目合计 {share}%）", "en": " (other {count} projects: {share} %)"},
    "attr.figure_title": {"zh": "{scenario}：共同效益由谁带来", "en": "{scenario}: which project brings the gain"},
    "attr.figure_subtitle": {"zh": "权重：{weights}；{method}", "en": "Weights: {weights}; {method}"},
    "attr.axis": {"zh": "占共同节省（综合费用）的 %", "en": "% of the generalised cost saved together"},
    "attr.key.share": {"zh": "份额（沙普利值）", "en": "share (Shapley value)"},
    "attr.key.interval": {"zh": "95% 区间", "en": "95 % interval"},
    "attr.key.alone": {"zh": "单独实施（含前置项目）", "en": "alone, with what it requires"},
    "attr.key.last": {"zh": "最后实施", "en": "last"},
    "attr.figure_note": {
        "zh": "份额是项目按各种先后次序加入时新增节省的平均。单独大于最后：其他项目可替代它；最后大于单独：与其他项目互补。",
        "en": "A share is what a project adds on average over all orders in which projects could come. Alone above "
              "last: others can stand in for it; last above alone: others complement it."},
}
