"""Reading OpenStreetMap files and building networks from them."""

from __future__ import annotations

OSM: dict[str, dict[str, str]] = {
    # ---- steps
    "progress.osm": {"zh": "正在由 OpenStreetMap 生成路网",
                     "en": "Building the network from OpenStreetMap"},
    "osm.step.ways": {"zh": "读取路线", "en": "reading ways"},
    "osm.step.nodes": {"zh": "读取节点坐标", "en": "reading the nodes of the ways"},
    "osm.step.clip": {"zh": "按范围裁剪", "en": "cutting to the area"},
    "osm.step.split": {"zh": "在交叉处打断", "en": "cutting ways where they meet"},
    "osm.step.simplify": {"zh": "用 osmnx 简化", "en": "simplifying with osmnx"},
    "osm.step.gaps": {"zh": "检查连通性与断头", "en": "looking for components and gaps"},
    "osm.step.write": {"zh": "写出文件", "en": "writing files"},
    # ---- faults
    "osm_format": {
        "zh": "不是 OpenStreetMap 数据文件。可读取的格式：{allowed}（按内容识别）。",
        "en": "Not an OpenStreetMap file. Formats that are read: {allowed} (told by what is inside)."},
    "osm_web_page": {
        "zh": "这是一个网页，不是 OpenStreetMap 数据；多半是下载失败时保存下来的出错页面。请重新下载。",
        "en": "This is a web page, not OpenStreetMap data; most likely the error page of a failed "
              "download. Download the file again."},
    "osm_truncated": {
        "zh": "文件不完整（{reason}），多半是下载或复制中断。请重新下载，并核对文件大小。未写出任何结果。",
        "en": "The file ends too early ({reason}), most likely a download or copy that broke off. "
              "Download it again and compare its size. Nothing was written."},
    "osm_broken": {
        "zh": "无法作为 OpenStreetMap 文件读取：{reason}。请确认文件来源，或重新下载。",
        "en": "Cannot be read as an OpenStreetMap file: {reason}. Check where the file comes from, "
              "or download it again."},
    "osm_no_ways": {
        "zh": "文件可以读取，但没有所要的方式与等级的路线。请检查 --modes 与 --classes，或换一个文件。",
        "en": "The file can be read but holds no way of the modes and classes asked for. Check "
              "--modes and --classes, or take another file."},
    "osm_no_nodes": {
        "zh": "文件中有路线，但缺少它们的节点（缺 {count} 个），无法定位。提取数据时请连同节点一并导出。",
        "en": "The file holds ways but not their nodes ({count} are missing), so nothing can be "
              "placed. Make the extract with its nodes."},
    "osm_outside": {
        "zh": "所给范围内没有数据。该文件覆盖：西 {west}、南 {south}、东 {east}、北 {north}（度）。"
              "请检查范围，或换用覆盖该地区的文件。",
        "en": "No data in the area. The file covers west {west}, south {south}, east {east}, north "
              "{north} (degrees). Check the area, or take a file that covers it."},
}
