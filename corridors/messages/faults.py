"""What is wrong with files, cells, names, dates, projects, scenarios and changes."""

from __future__ import annotations

FAULTS: dict[str, dict[str, str]] = {
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
    "output_temporary": {"zh": "无法在临时文件夹 {folder} 里生成：{reason}。请检查磁盘空间和权限，或用环境变量 TMPDIR（Windows 为 TEMP）另指一处。原有输出未改动。",
                         "en": "Cannot be made in the folder for temporary files, {folder}: {reason}. Check disk space and "
                               "permissions, or name another folder by the environment variable TMPDIR "
                               "(TEMP on Windows). Earlier output is untouched."},
    "yaml_broken": {"zh": "不是有效的 YAML：{reason}", "en": "Not valid YAML: {reason}"},
    "yaml_mapping": {"zh": "最外层应为“键: 值”的结构。", "en": "The top level must be keys and values."},
    "yaml_twice": {"zh": "键 {name} 出现了两次。", "en": "Key {name} stands there twice."},
    "yaml_deep": {"zh": "嵌套超过 {limit} 层。", "en": "Nested more than {limit} levels deep."},
    "yaml_tag": {"zh": "不接受标签 {found}；只用普通的文本、数值、列表和键值。",
                 "en": "Tag {found} is not accepted; use plain text, numbers, lists and keys."},
    "yaml_steering": {"zh": "文本里有控制符 {found}；不能显示，也写不进文档。请删去。",
                      "en": "A text holds the control character {found}, which can neither be shown nor written. Take it out."},
    "yaml_alias": {"zh": "不接受别名（*）；请把内容写全。",
                   "en": "Aliases (*) are not accepted; write the content out."},
    "yaml_key": {"zh": "键必须是文本。", "en": "A key must be text."},
    "csv_broken": {"zh": "不是有效的 CSV：{reason}", "en": "Not valid CSV: {reason}"},
    "csv_no_heading": {"zh": "第一行是空的；这里应是列名。",
                       "en": "The first line is blank; the column names belong there."},
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
    "halt_link_class": {"zh": "车站 {id} 所在的路段 {link} 等级为“{found}”，应为高速铁路（hsr_*）。",
                        "en": "Halt {id} lies on link {link} of class {found}; it must be hsr_*."},
    "halt_link_unknown": {
        "zh": "车站 {id} 所在的路段 {link} 既不在基准路网中，也没有项目新增它。{suggestion}",
        "en": "Halt {id} lies on link {link}, which neither the base nor a project has. {suggestion}"},
    "lock_link": {"zh": "船闸 {id} 所在的路段 {link} 属于 {found}，应为内河（inland）。",
                  "en": "Lock {id} stands on link {link}, which is {found}; it must be inland."},
    "lock_too_small": {
        "zh": "船闸 {id} 小于船队中每一种船（最小的是 {vessel}），无船可过。请核对闸室长、宽、门槛水深和船舶吨级，"
              "或在 vessels 表中补上能过闸的船型。",
        "en": "Lock {id} is smaller than every ship of the fleet (the smallest is {vessel}), so nothing passes. "
              "Check chamber length, width, sill depth and deadweight, or add a ship that fits to vessels."},
    "lock_reference": {
        "zh": "船闸 {id}：{project} 同时改了 {queue} 和 {capacity}，但没有给出 {reference}；新的待闸若是按新能力给的，"
              "请把 {reference} 设为新能力，否则会重复计算。",
        "en": "Lock {id}: {project} sets {queue} and {capacity} but not {reference}. If the new queue is meant at "
              "the new capacity, set {reference} to it, or the capacity counts twice."},
    "service_stops_few": {"zh": "班次 {id} 只有 {found} 个停靠点，至少要有两个。",
                          "en": "Service {id} has {found} stops; it needs two at least."},
    "stop_mode": {"zh": "停靠点 {id} 的节点 {node} 属于 {found}，而班次 {service} 的方式是 {mode}。请改用该方式的站、港或机场。",
                  "en": "Stop {id}: node {node} belongs to {found}, but service {service} is {mode}. Name a terminal of that mode."},
    "stop_line": {"zh": "停靠点 {id} 所列路段（{found}）不能从上一停靠点连续通到 {node}。",
                  "en": "The links of stop {id} ({found}) do not lead on from the stop before to {node}."},
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
    "parameter_sign": {"zh": "参数 {name} 的下限 {low} 不合理：不得为负，速度、载重等不得为零。",
                       "en": "Parameter {name}: {low} as its low end; nothing may be negative, and "
                             "speeds and loads not zero."},
    "parameter_high": {"zh": "参数 {name} 的上限 {high} 不合理：最大为 {most}。",
                       "en": "Parameter {name}: {high} as its high end; it may be {most} at most."},
    "parameter_unit": {"zh": "参数 {name} 的单位是“{found}”。可选：{allowed}。",
                       "en": "Parameter {name} has the unit “{found}”. Allowed: {allowed}."},
    "parameter_unknown": {"zh": "没有参数 {name}。", "en": "There is no parameter {name}."},
    # ---- names
    "place_unknown": {"zh": "没有名为“{name}”的地点或地点组。可用编号、中文名、英文名或拼音。",
                      "en": "There is no place or set “{name}”. Use its id, Chinese or English name, "
                            "or pinyin."},
    "place_ambiguous": {"zh": "“{name}”可指多个地点：{candidates}。请写编号或中文名。",
                        "en": "“{name}” may mean several places: {candidates}. Use the id or the "
                              "Chinese name."},
    "project_unknown": {"zh": "没有名为“{name}”的项目。", "en": "There is no project “{name}”."},
    "scenario_unknown": {
        "zh": "没有情景“{name}”。内置情景：{allowed}；另有 {items} 个以规划项目编号命名；也可给出文件路径。",
        "en": "There is no scenario “{name}”. Embedded: {allowed}; {items} more have the id of an item of a "
              "plan; or give a path."},
    # ---- dates
    "date_and_year": {"zh": "日期和年份只能给一个。", "en": "Give a date or a year, not both."},
    "date_and_scenario": {"zh": "给出情景时不能再给日期或年份；请改用 --state。",
                          "en": "A scenario brings its own dates; use --state instead of a date."},
    "years_alone": {"zh": "--by year 逐年列出已开通项目的路网，不能与 {option} 同用。",
                    "en": "--by year lists the network of every year; leave out {option}."},
    "option_alone": {"zh": "{option} 只能与 --scenario 同用。", "en": "{option} needs --scenario."},
    "openings_and_scenario": {"zh": "情景文件自己写明 openings；请去掉 --openings。",
                              "en": "A scenario file says itself which openings count; leave out --openings."},
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
    "projects_exclude": {
        "zh": "项目 {first} 与 {second} 互斥，不能同时启用；在情景文件中写 leave_out: [{second}]（或 [{first}]），"
              "或从列表中去掉其一。",
        "en": "Projects {first} and {second} exclude each other. Leave one out: in a scenario write "
              "leave_out: [{second}], or [{first}], or take it from the list."},
    "leave_out_listed": {"zh": "{id} 既列在 projects 中又写在 leave_out 中，去掉其一。",
                         "en": "{id} stands in projects and in leave_out; take it from one of them."},
    "leave_out_in_base": {"zh": "{id} 在基准中已开通，leave_out 不能把它去掉；请写在 base.without。",
                          "en": "{id} is open in the base; leave_out cannot take it out, "
                                "base.without can."},
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
    "without_required": {"zh": "不能去掉 {id}：{by} 以它为前提，须一并去掉。",
                         "en": "{id} cannot be left out: {by} requires it; leave that out as well."},
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
    "range_unknown": {
        "zh": "ranges 中的“{name}”不是这项变更给出的数值。可用：{allowed}。",
        "en": "`ranges` names {name}, which is no number of this change. "
              "Allowed: {allowed}.",
    },
    "range_outside": {
        "zh": "{name} = {found}，不在所写范围 {low}–{high} 之内。请改数值或范围。",
        "en": "{name} = {found} lies outside its stated range {low} to {high}. Correct the value "
              "or the range.",
    },
    "existing_stale": {
        "zh": "{table} {id}：{column} 现为 {found}，而文件认为是 {expected}；文件可能已过时。",
        "en": "{table} {id}: {column} is {found}, but the file expects {expected}; is it stale?"},
    "change_nothing": {"zh": "这项变更没有改变任何值（{table} {id}）。",
                       "en": "The change changes nothing ({table} {id})."},
    "batch_twice": {"zh": "项目 {id} 给出了两次。", "en": "Project {id} is given twice."},
    "feedback_none": {"zh": "lock_feedback 须列出船闸，分流量为正（ab_mt {ab}、ba_mt {ba}，百万吨/年）。",
                      "en": "lock_feedback needs locks and a positive diverted volume (ab_mt {ab}, ba_mt {ba}, "
                            "Mt a year)."},
    "feedback_volume": {
        "zh": "船闸 {id}：分流 {found} 百万吨/年，但其 {column} 为 {volume}；不能分走没有的货运量。请先用 set 给出该列。",
        "en": "Lock {id}: {found} Mt a year are diverted, but its {column} is {volume}; what is not there "
              "cannot be taken away. Give that column with set first."},
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
}
