"""Messages of exchange with other programs."""

from __future__ import annotations

EXCHANGE: dict[str, dict[str, str]] = {
    "import_id_taken": {
        "zh": "{table} 中的编号 {id} 在原有路网里已有，且内容不同。请换一个编号，或删去该行。",
        "en": "The id {id} of {table} stands in the network already, with another content. Choose another id, or leave the row out."},
    "state_projects": {
        "zh": "built_in 应为项目编号的列表，例如 [pinglu_canal]。",
        "en": "built_in is a list of project ids, such as [pinglu_canal]."},
}
