"""Break-even tolls and queues."""

from __future__ import annotations

BREAKEVEN: dict[str, dict[str, str]] = {
    "breakeven_objective": {"zh": "该情景按 {found} 选路；盈亏平衡只对综合费用（generalised）有意义。",
                            "en": "The scenario minimises {found}; a break-even needs generalised cost."},
    "breakeven_which": {"zh": "情景新增的项目中有船闸或航道的有：{found}。请用 --project 指明一个。",
                        "en": "Projects of the scenario with locks or fairways: {found}. Name one by "
                              "--project."},
    "breakeven_not_added": {"zh": "情景没有新增项目“{found}”。新增的有：{allowed}。",
                            "en": "The scenario does not add a project “{found}”. It adds: {allowed}."},
    "breakeven_nothing": {"zh": "所选用户与方式都不走内河，没有可算的流向。",
                          "en": "None of the profiles and modes goes by inland water; nothing to work out."},
    "lever_none": {"zh": "项目 {id} 没有可调的量 {lever}：它不增设也不改变航道或船闸。",
                   "en": "Project {id} has no lever {lever}: it adds and changes no fairway or lock."},
    "lever.toll": {"zh": "过闸（过河）费，元/吨，全程合计", "en": "toll over the whole length, CNY/t"},
    "lever.queue": {"zh": "每闸待闸时间，小时", "en": "queue before each lock, h"},
    "against.same": {"zh": "同一方式不走该项目", "en": "the same main mode without it"},
    "against.best": {"zh": "所有方式中的最优", "en": "the best of all main modes without it"},
    "outcome.never": {"zh": "免费也不划算", "en": "never pays, not even at 0"},
    "outcome.any": {"zh": "到 {limit} 仍划算", "en": "pays up to {limit} and beyond"},
    "outcome.only_way": {"zh": "别无他路", "en": "the only way"},
    "outcome.no_way": {"zh": "不通", "en": "none"},
    "title.breakeven": {"zh": "{project}：{lever}达到多少就不再划算（现值 {now}）；对照：{against}",
                        "en": "{project}: {lever}, at which it stops paying (now {now}); against {against}"},
    "line.breakeven_basis": {
        "zh": "按综合费用（费用加时间价值）比较，每次改动后重新选路。低于所列数值时经该项目划算，高于则改走别路。过闸费按里程摊在项目各段，"
              "待闸对项目各闸、两个方向取同一数值。本表只有内河船走的方式，其余条件不变，货主未必按综合费用选择。",
        "en": "Compared by generalised cost (money plus value of time), routed again at every value. Below the "
              "figure the way by the project pays, above it another one does. A toll is spread over the reaches "
              "of the project by length; a queue is the same before each of its locks in both directions. All "
              "else stays as it is, and shippers need not choose by generalised cost."},
}
"""What the screen and the faults of break-evens say."""
