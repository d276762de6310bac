"""What the engines of shortest paths say about arrays that they cannot use."""

from __future__ import annotations

ENGINE: dict[str, dict[str, str]] = {
    "engine_arcs": {
        "zh": "路网弧段的起点数组与终点数组须为一维且等长：现为 {tail} 与 {head}。",
        "en": "The arrays of starts and ends of arcs must be flat and equally long: found {tail} and {head}.",
    },
    "engine_size": {
        "zh": "路网节点数为 {size}，须为 0 至 {most} 的整数。",
        "en": "The number of nodes is {size}; it must be a whole number from 0 to {most}.",
    },
    "engine_node": {
        "zh": "{role}第 {row} 项的节点编号为 {found}；编号须为 0 至 {last} 的整数（共 {count} 项不符）。",
        "en": "Entry {row} of the {role} is node {found}; nodes are whole numbers from 0 to {last} ({count} entries are wrong).",
    },
    "engine_no_node": {
        "zh": "{role}第 {row} 项的节点编号为 {found}，但路网没有任何节点。",
        "en": "Entry {row} of the {role} is node {found}, but the network has no nodes.",
    },
    "engine_nodes_type": {
        "zh": "{role}须为一维整数数组，现为 {found}。",
        "en": "The {role} must be a flat array of whole numbers; found {found}.",
    },
    "engine_weights_shape": {
        "zh": "权重须为一维数值数组，每条弧段一个：应有 {wanted} 个，现为 {found}。",
        "en": "Weights must be a flat array of numbers, one for each arc: {wanted} wanted, found {found}.",
    },
    "engine_weights_value": {
        "zh": "弧段 {arc} 的权重为 {found}；权重须为零或正数，无穷大表示该弧段不通（共 {count} 项不符）。",
        "en": "The weight of arc {arc} is {found}; weights are zero or more, infinite where an arc is closed ({count} entries are wrong).",
    },
    "engine_limit": {
        "zh": "时间上限为 {found}，须为零或正数。",
        "en": "The limit is {found}; it must be zero or more.",
    },
    "engine_stored": {
        "zh": "保存的收缩层次不能使用：文件损坏、版本不同，或属于另一路网。请删除后重新生成。",
        "en": "The stored hierarchy cannot be used: it is damaged, of another version or of another network. Delete it; it can be built again.",
    },
    "engine_role.tail": {"zh": "弧段起点", "en": "starts of arcs"},
    "engine_role.head": {"zh": "弧段终点", "en": "ends of arcs"},
    "engine_role.origins": {"zh": "起点", "en": "origins"},
    "engine_role.targets": {"zh": "终点", "en": "targets"},
}
