"""Messages of folders of one's own."""

from __future__ import annotations

WORKSPACE: dict[str, dict[str, str]] = {
    "workspace_missing": {
        "zh": "环境变量 CORRIDORS_WORKSPACE 或选项 --workspace 所指的文件夹里没有 {mark}。用 corridors init 建立工作文件夹，或改正路径。",
        "en": "The folder that CORRIDORS_WORKSPACE or --workspace names has no {mark}. Make a workspace with corridors init, or correct the path."},
    "workspace_there": {
        "zh": "该文件夹里已有 {name}，没有改动任何文件。请另选文件夹，或先移走它。",
        "en": "The folder has {name} already; nothing was changed. Choose another folder, or move it away first."},
    "project_taken": {
        "zh": "登记册里已有编号为 {id} 的项目。请给自己的项目换一个编号（文件名与 id 一致）。",
        "en": "The register has a project {id} already. Give your own another id (file name and id agree)."},
    "plan_taken": {
        "zh": "已有编号为 {id} 的规划。请换一个编号。",
        "en": "There is a plan {id} already. Choose another id."},
    "action_taken": {
        "zh": "动作词“{word}”已归入阶段 {stage}，不能另作他解。请删去它，或换一个词。",
        "en": "The action word “{word}” stands for the stage {stage} already. Leave it out, or use another word."},
    "workspace.made": {
        "zh": "已建立工作文件夹 {folder}：{files}",
        "en": "Made the workspace {folder}: {files}"},
    "workspace.next": {
        "zh": "下一步：cd {folder}，然后 corridors check；自己的项目放在 projects/，规划写在 plans.yaml，情景放在 scenarios/，地图放在 maps/。",
        "en": "Next: cd {folder}, then corridors check; your projects go into projects/, plans into plans.yaml, scenarios into scenarios/, maps into maps/."},
}
