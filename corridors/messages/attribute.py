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
}
