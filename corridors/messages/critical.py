"""Texts of critical."""

from __future__ import annotations

CRITICAL: dict[str, dict[str, str]] = {
    "critical_no_weight": {"zh": "按权重 {found}，所比较的地点对中没有一对计入。请换用包含这些地点的权重，或改起讫点。",
                           "en": "Under the weights {found} none of the pairs counts. Use weights that name such pairs, or other origins and destinations."},
    "critical_factor": {"zh": "不通的费用须大于该对完好时最小综合费用的 1 倍，且为有限数；给出的是 {found}。",
                        "en": "The cost of no connection must be above 1 least cost of the pair, and finite; found {found}."},
    "critical_pairs": {"zh": "起点与讫点合起来不足两个地点，没有可比较的地点对。",
                       "en": "Origins and destinations are fewer than two places together; there is no pair to compare."},
    "critical_closure": {"zh": "停航（中断）情景 {id} 不能用于状态 {state}：{reason}",
                         "en": "Closure {id} does not fit the state {state}: {reason}"},
    "critical_no_closure": {"zh": "情景 {id} 不是停航（中断）情景：须有 closure（天数及范围）和 changes（关闭什么）。",
                            "en": "Scenario {id} is no closure: it needs closure (days and their range) and changes (what is closed)."},
    "progress.critical": {"zh": "逐一中断或减半", "en": "Taking out one thing after another"},
    "progress.critical_screen": {"zh": "剔除不影响任何路径的部分", "en": "what no path uses"},
}
