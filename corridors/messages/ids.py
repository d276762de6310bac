"""Messages about ids of nodes, links, locks and services."""

from __future__ import annotations

IDS: dict[str, dict[str, str]] = {
    "ids.nodes": {"zh": "“{word}”的节点与场站 · {state}", "en": "Nodes of “{word}” · {state}"},
    "ids.links": {"zh": "“{word}”的路段", "en": "Links of “{word}”"},
    "ids.locks": {"zh": "“{word}”的船闸", "en": "Locks of “{word}”"},
    "ids.services": {"zh": "“{word}”的班次", "en": "Services of “{word}”"},
    "ids.through": {"zh": "只通过", "en": "passing only"},
    "head.ids_handles": {"zh": "办理", "en": "Serves"},
    "head.ids_line": {"zh": "线路编号", "en": "Line"},
    "head.ids_ends": {"zh": "起—止节点", "en": "From – to node"},
    "head.ids_link": {"zh": "所在路段", "en": "On link"},
    "line.ids": {
        "zh": "项目文件里：节点编号填 from_node_id、to_node_id、stops 的 node_id 和 where 的 node；路段、线路、船闸、班次的编号"
              "填 where 的 link、line、lock、service。列名中的 ab 指起→止方向，ba 相反。",
        "en": "In a project file: a node goes into from_node_id, to_node_id, the node_id of a stop and "
              "the node of a where; a link, line, lock or service into the link, line, lock or service "
              "of a where. In names of columns ab is the way from – to, ba the way back."},
    "ids_none": {
        "zh": "没有与“{word}”有关的节点、路段、船闸或班次。请写地点，或编号、名称、线路名的一部分。",
        "en": "No node, link, lock or service has anything to do with “{word}”. Give a place, or a part of an id, a name or the name of a line."},
    "ids_alone": {"zh": "--ids 列出编号，不能与 {option} 同用。", "en": "--ids lists ids; leave out {option}."},
}
