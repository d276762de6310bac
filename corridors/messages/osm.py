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
    "osm_two_files": {
        "zh": "范围 {area} 本身就是数据文件，不能再用 --file 指定 {file_name}。只留其中一个。",
        "en": "The area {area} is a data file itself; --file {file_name} cannot stand beside it. "
              "Leave one of them."},
    "osm_mode_unknown": {"zh": "没有方式“{name}”。可用：{allowed}。",
                         "en": "There is no mode “{name}”. Modes: {allowed}."},
    "osm_class_unknown": {"zh": "没有等级“{name}”。可用：{allowed}。",
                          "en": "There is no class “{name}”. Classes: {allowed}."},
    "osm_nothing_asked": {"zh": "--modes 与 --classes 至少各写一项。",
                          "en": "--modes and --classes need at least one item each."},
    "osm_box": {
        "zh": "范围“{found}”不成立。应写作 西,南,东,北（度），西小于东，南小于北；例如 107.8,22.4,108.9,23.3。",
        "en": "The box “{found}” is none. Write west,south,east,north in degrees, west below east, "
              "south below north, such as 107.8,22.4,108.9,23.3."},
    "osm_polygon_broken": {"zh": "无法作为矢量文件读取：{reason}", "en": "Cannot be read as a vector file: {reason}"},
    "osm_no_polygon": {"zh": "文件里没有面（Polygon），无法作为范围。",
                       "en": "The file holds no polygon, so it cannot be an area."},
    "osm_area_unknown": {
        "zh": "没有名为“{name}”的省、市、县。也可写 西,南,东,北 的经纬度范围，或给一个面文件、数据文件。",
        "en": "There is no province, prefecture or county called “{name}”. An area can also be a box "
              "west,south,east,north, a polygon file or a data file."},
    "osm_area_ambiguous": {
        "zh": "“{name}”不止一处：{candidates}。请写六位行政区划代码。",
        "en": "“{name}” names several: {candidates}. Write the six-digit division code."},
    "osm_graphml_large": {
        "zh": "路网有 {count} 条有向边，超过 GraphML 的上限 {limit}。请改用 gpkg 或 parquet，或缩小范围与等级。",
        "en": "The network has {count} directed edges; GraphML is written up to {limit}. Take gpkg or "
              "parquet, or a smaller area or fewer classes."},
    "osm_no_network": {"zh": "不是本工具写出的路网：{reason}",
                       "en": "Not a network that this toolkit wrote: {reason}"},
    # ---- screen
    "osm.title": {"zh": "由 OpenStreetMap 生成的路网：{area}",
                  "en": "Network from OpenStreetMap: {area}"},
    "osm.head.mode": {"zh": "方式", "en": "Mode"},
    "osm.head.class": {"zh": "等级", "en": "Class"},
    "osm.head.km": {"zh": "路线里程 km", "en": "Way length km"},
    "osm.head.signed": {"zh": "有限速标注 %", "en": "Speed tagged %"},
    "osm.head.default": {"zh": "缺省限速 km/h", "en": "Default km/h"},
    "osm.head.range": {"zh": "缺省取值区间", "en": "Its range"},
    "osm.mode.road": {"zh": "公路", "en": "road"},
    "osm.mode.rail": {"zh": "铁路", "en": "rail"},
    "osm.mode.inland": {"zh": "内河", "en": "inland water"},
    "osm.mode.ferry": {"zh": "轮渡", "en": "ferry"},
    "osm.class.motorway": {"zh": "高速公路", "en": "motorway"},
    "osm.class.trunk": {"zh": "干线公路（trunk）", "en": "trunk"},
    "osm.class.primary": {"zh": "主要公路（primary）", "en": "primary"},
    "osm.class.secondary": {"zh": "次要公路（secondary）", "en": "secondary"},
    "osm.class.tertiary": {"zh": "地方公路（tertiary）", "en": "tertiary"},
    "osm.class.unclassified": {"zh": "支路（unclassified）", "en": "unclassified"},
    "osm.class.residential": {"zh": "居住区道路", "en": "residential"},
    "osm.class.living_street": {"zh": "生活街道", "en": "living street"},
    "osm.class.service": {"zh": "内部道路", "en": "service"},
    "osm.class.road": {"zh": "未定等级道路", "en": "unknown road"},
    "osm.class.highspeed": {"zh": "高速铁路", "en": "high-speed"},
    "osm.class.main": {"zh": "干线铁路", "en": "main line"},
    "osm.class.branch": {"zh": "支线铁路", "en": "branch line"},
    "osm.class.industrial": {"zh": "专用线", "en": "industrial"},
    "osm.class.other": {"zh": "其他铁路", "en": "other railway"},
    "osm.class.unspecified": {"zh": "未标用途铁路", "en": "railway, use not tagged"},
    "osm.class.narrow_gauge": {"zh": "窄轨铁路", "en": "narrow gauge"},
    "osm.class.river": {"zh": "河流", "en": "river"},
    "osm.class.canal": {"zh": "运河、渠道", "en": "canal"},
    "osm.class.fairway": {"zh": "航道", "en": "fairway"},
    "osm.class.ferry": {"zh": "轮渡", "en": "ferry"},
    "osm.component": {"zh": "连通性——{network}：{count} 个互不相连的部分，最大一块占里程的 {share}%。",
                      "en": "Connected — {network}: {count} separate parts; the largest has {share} % "
                            "of the length."},
    "osm.connected": {"zh": "连通性——{network}：全部连通。",
                      "en": "Connected — {network}: all of it."},
    "osm.gaps": {
        "zh": "疑似断点：断头路与邻近路线相距不超过 50 米的 {near} 处、不超过 200 米的 {wide} 处，坐标见 gaps.csv，请逐一核对。",
        "en": "Likely gaps: {near} dead ends within 50 m of another course, {wide} within 200 m; "
              "coordinates in gaps.csv, to be looked at one by one."},
    "osm.missing": {
        "zh": "数据中缺少 {count} 个节点（多为提取范围边缘），相关路线在该处截断，不计为断头。",
        "en": "{count} nodes are missing in the data, mostly at the border of the extract; ways are "
              "cut there and not counted as dead ends."},
    "osm.crossings": {
        "zh": "有 {count} 个节点为两种路网共用（如平交道口），已分开，两网互不相通。",
        "en": "{count} nodes are shared by two networks (such as level crossings); they are kept "
              "apart, so that one cannot turn from one network into the other."},
    "osm.planned": {
        "zh": "在建、拟建路线 {count} 段、{km} km，不进入路网，单独存为 planned。",
        "en": "{count} courses, {km} km, under construction or proposed are no part of the network; "
              "they are kept apart as “planned”."},
    "osm.lengths": {
        "zh": "里程按路线计：双向共用的计一次，分幅公路两幅各计，不等于公布的公路里程；河流大多未标通航，列出不表示可以通航。",
        "en": "Way length: a course used both ways counts once, each carriageway of a dual road counts, "
              "so it is not the official road length; most rivers carry no word on boats, and being "
              "listed does not make them navigable."},
    "osm.simplified.osmnx": {"zh": "已用 osmnx 简化：{nodes} 个节点，{edges} 条有向边。",
                             "en": "Simplified by osmnx: {nodes} nodes, {edges} directed edges."},
    "osm.simplified.split": {
        "zh": "数据量大，只在路线相交处打断，未作 osmnx 简化：{nodes} 个节点，{edges} 条有向边。",
        "en": "A large network: cut where ways meet, not simplified by osmnx: {nodes} nodes, {edges} "
              "directed edges."},
    "osm.source": {"zh": "数据 {name}", "en": "Data {name}"},
    "osm.date.header": {"zh": "数据时点 {date}（文件头）", "en": "as of {date} (header of the data)"},
    "osm.date.latest_change": {"zh": "最近一次修改 {date}（文件头没有时点）",
                               "en": "latest change {date} (the header has no date)"},
    "osm.date.unknown": {"zh": "数据没有说明时点", "en": "the data do not say how old they are"},
}
