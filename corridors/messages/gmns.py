"""Messages of GMNS."""

from __future__ import annotations

GMNS: dict[str, dict[str, str]] = {
    # ---- what is wrong with a folder, an archive or a table
    "gmns_nothing_there": {
        "zh": "找不到该文件夹或 ZIP 文件。请给出含 node.csv 和 link.csv 的文件夹，或其 ZIP 压缩包。",
        "en": "No such folder or ZIP archive. Name a folder with node.csv and link.csv, or a ZIP archive of it."},
    "gmns_no_archive": {
        "zh": "这不是可读的 ZIP 压缩包（或已加密、损坏）。请给出含 node.csv 和 link.csv 的文件夹，或其 ZIP 压缩包。",
        "en": "This is no readable ZIP archive (or it is encrypted or damaged). Name a folder with node.csv and link.csv, or a ZIP archive of it."},
    "gmns_member_twice": {
        "zh": "压缩包内有多个 {name}，无法判断用哪一个。请只保留一个路网。",
        "en": "The archive holds {name} more than once. Leave one network in it."},
    "gmns_table_missing": {
        "zh": "缺少 {name}：GMNS 路网至少要有 node.csv 和 link.csv。",
        "en": "{name} is missing: a GMNS network has node.csv and link.csv at least."},
    "gmns_column_missing": {
        "zh": "缺少列 {name}。请补上该列（GMNS 0.97）。",
        "en": "The column {name} is missing. Add it (GMNS 0.97)."},
    "gmns_config_rows": {
        "zh": "config.csv 应恰有一行数据，现有 {found} 行。",
        "en": "config.csv has one row of data; {found} were found."},
    "gmns_unit_missing": {
        "zh": "未注明长度单位，本工具不猜测单位。请在 config.csv 的 {column} 列填写 {allowed} 之一，或加选项 {option}。",
        "en": "The unit of lengths is not stated, and units are not guessed. Put one of {allowed} into the column {column} of config.csv, or give {option}."},
    "gmns_unit": {
        "zh": "{column} 的单位“{found}”不认识；可用：{allowed}。请改 config.csv，或加选项 {option}。",
        "en": "The unit “{found}” of {column} is unknown; allowed: {allowed}. Change config.csv, or give {option}."},
    "gmns_crs": {
        "zh": "坐标系“{found}”不认识。请在 config.csv 的 crs 列填写 EPSG 代码，例如 EPSG:4326。",
        "en": "The coordinate system “{found}” is unknown. Put an EPSG code into the column crs of config.csv, such as EPSG:4326."},
    "gmns_own_crs": {
        "zh": "由本工具导出的路网应为 EPSG:4326，现为“{found}”。请把坐标转换回经纬度（WGS84）后再导入。",
        "en": "A network that this toolkit exported is in EPSG:4326; “{found}” was found. Turn its coordinates back into degrees WGS84 first."},
    "gmns_outside": {
        "zh": "节点坐标 {found} 不在本工具的范围内（东经 {west}°～{east}°，纬度 {south}°～{north}°；共 {count} 个节点在外）。经纬度是否写反？若要借用外地路网，请用 --move-to 经度,纬度 把它平移到范围内。",
        "en": "The node at {found} lies outside the area of this toolkit (longitude {west} to {east}, latitude {south} to {north}; {count} nodes lie outside). Are longitude and latitude swapped? To use a network from elsewhere, move it with --move-to LON,LAT."},
    "gmns_empty": {
        "zh": "表格没有数据行。",
        "en": "The table has no rows."},
    "gmns_id_twice": {
        "zh": "{column} 的编号“{found}”重复。每个编号只能出现一次。",
        "en": "{column} {found} stands there twice. Every id stands once."},
    "gmns_id_missing": {
        "zh": "{column} 为空。每行都要有编号。",
        "en": "{column} is empty. Every row needs an id."},
    "gmns_node_unknown": {
        "zh": "{column} 为“{found}”，node.csv 中没有这个节点。请更正编号，或补上该节点。",
        "en": "{column} is {found}, and node.csv has no such node. Correct the id or add the node."},
    "gmns_number": {
        "zh": "{column} 为“{found}”，应为数字（不小于 0 的有限数；坐标可为负）。",
        "en": "{column} is “{found}”; a finite number is wanted (not below 0, but for coordinates)."},
    "gmns_directed": {
        "zh": "directed 为“{found}”，应为 true 或 false。",
        "en": "directed is “{found}”; allowed are true and false."},
    "gmns_geometry": {
        "zh": "geometry 不是可读的 LINESTRING（WKT，至少两点）：{found}",
        "en": "geometry is no readable LINESTRING (WKT, two points or more): {found}"},
    "gmns_course": {
        "zh": "路段 {id} 的 corridors_traced_km 应为数字，corridors_provinces 应为省份到比例的 JSON 对象。",
        "en": "Link {id}: corridors_traced_km is a number, and corridors_provinces a JSON object of shares by province."},
    "gmns_direction": {
        "zh": "corridors_direction 为“{found}”，应为 ab 或 ba。新增路段请用两行（ab 与 ba）。",
        "en": "corridors_direction is “{found}”; allowed are ab and ba. A new link has two rows, ab and ba."},
    "gmns_direction_twice": {
        "zh": "路段 {id} 的 {way} 方向出现两次（前一次在第 {first} 行）。请删去一行。",
        "en": "Direction {way} of link {id} stands there twice (first in line {first}). Leave one out."},
    "gmns_direction_missing": {
        "zh": "路段 {id} 缺少 {way} 方向的一行：本工具的路段总有两个方向。请补上，或把两行都删去。",
        "en": "Link {id} has no row for direction {way}: links have both directions here. Add it, or leave both rows out."},
    "gmns_directions_differ": {
        "zh": "路段 {id} 两个方向的 {column} 不一致：本行为“{ba}”，第 {first} 行（ab）为“{ab}”。这一列描述整条路段，请改成一致。",
        "en": "The two rows of link {id} differ in {column}: “{ba}” here, “{ab}” in line {first} (ab). The column describes the whole link: make them the same."},
    "gmns_move_to": {
        "zh": "--move-to 应为“经度,纬度”，例如 108.4,22.8；现为“{found}”。范围：东经 {west}°～{east}°，纬度 {south}°～{north}°。",
        "en": "--move-to wants LON,LAT, such as 108.4,22.8; found “{found}”. Longitude {west} to {east}, latitude {south} to {north}."},
    # ---- what an export does not hold, or holds in another way
    "gmns_two_rows": {
        "zh": "每条路段写成两行单向路段（dir_flag 1 与 -1）；GMNS 没有列的内容放在 corridors_ 开头的列和表里，导入时原样恢复。",
        "en": "Every link is two directed rows (dir_flag 1 and -1); what GMNS has no column for stands in columns and tables that begin with corridors_, and comes back on import."},
    "gmns_two_rows_plain": {
        "zh": "每条路段写成两行单向路段（dir_flag 1 与 -1）；GMNS 没有列的内容放在 corridors_ 开头的列里。",
        "en": "Every link is two directed rows (dir_flag 1 and -1); what GMNS has no column for stands in columns that begin with corridors_."},
    "gmns_fast": {
        "zh": "{count} 行的速度高于 {limit} km/h（GMNS 对 free_speed 的上限），free_speed 留空；运行时间见 {column} 列。",
        "en": "{count} rows are faster than {limit} km/h, the limit of free_speed in GMNS: free_speed is empty there, and the column {column} has the hours."},
    "gmns_zones_off_road": {
        "zh": "{total} 个小区中有 {count} 个没有公路节点，在只含公路的程序里没有出入口。",
        "en": "{count} of {total} zones have no road node: programs for roads alone find no way in or out of them."},
    "gmns_plain_table": {
        "zh": "未写出表 {table}（{count} 行）：GMNS 没有对应的表。",
        "en": "The table {table} ({count} rows) was left out: GMNS has none for it."},
    "gmns_plain_parameters": {
        "zh": "未写出 {count} 个参数（速度、费率、排放系数、时间价值）：GMNS 没有对应的表。",
        "en": "{count} parameters (speeds, rates, emission factors, values of time) were left out: GMNS has no table for them."},
    "gmns_left_out": {
        "zh": "按所选方式导出，略去其他方式的行：{tables}。",
        "en": "Rows of other modes are left out: {tables}."},
    # ---- what an import of our own export passes over
    "gmns_derived": {
        "zh": "{table} 的 {column} 有 {count} 格与按路网算出的值不同。这一列是导出时推算的，改动不读回；请改 corridors_ 开头的列。",
        "en": "{count} cells of {column} in {table} differ from what the network gives. The column is worked out on export and not read back; change the columns that begin with corridors_."},
    "gmns_no_parameters": {
        "zh": "文件里没有参数（corridors_parameters.yaml），采用随软件的参数。",
        "en": "The files bring no parameters (corridors_parameters.yaml): those of the package are used."},
    "gmns_no_table": {
        "zh": "文件里没有这些表，按空表处理：{tables}。",
        "en": "These tables are not there and taken as empty: {tables}."},
    "gmns_stubs": {
        "zh": "文件里没有表 corridors_{table}.csv，按其他表中出现的 {count} 个编号补了占位行。",
        "en": "There is no corridors_{table}.csv: {count} rows stand in for it, made of the ids that other tables name."},
    "gmns_table_unread": {
        "zh": "{table}（{count} 行）未读入：本工具的路网没有对应的内容。",
        "en": "{table} ({count} rows) was not read: nothing here stands for it."},
    "gmns_column_unread": {
        "zh": "{table} 的列 {column}（{count} 格有内容）未读入：本工具没有对应的列。",
        "en": "The column {column} of {table} ({count} cells with content) was not read: no column here stands for it."},
    # ---- what an import of a network from elsewhere assumes
    "gmns_assumed": {
        "zh": "导入的路段都作为公路，客货共用；facility_type 为高速公路类的记为 expressway，其余记为 national（决定费率，无速度时也决定速度）；来源记为 gmns_import，可信度 low；费率、排放等参数用随软件的参数（按中国取值）。",
        "en": "All links became roads for passengers and freight; facility types of motorways became class expressway, all others national (the class sets rates, and speeds where none is stated); the source is gmns_import, the confidence low; rates and emission factors are those of the package, made for China."},
    "gmns_units": {
        "zh": "单位换算：长度 1 {length} = {km} km，速度 1 {speed} = {kmh} km/h。",
        "en": "Units: a length of 1 {length} is {km} km, a speed of 1 {speed} is {kmh} km/h."},
    "gmns_speed_assumed": {
        "zh": "config.csv 未注明速度单位，按规范取“长度单位每小时”：{unit}。",
        "en": "config.csv names no unit of speed; by the specification it is the unit of length an hour: {unit}."},
    "gmns_projected": {
        "zh": "坐标由 {crs} 换算为经纬度（WGS84）。",
        "en": "Coordinates were turned from {crs} into degrees WGS84."},
    "gmns_moved": {
        "zh": "路网的中心平移到 {lon}, {lat}：位置和走向是虚设的，长度、速度和连接关系不变。",
        "en": "The middle of the network was moved to {lon}, {lat}: place and course are fictitious; lengths, speeds and connections are not touched."},
    "gmns_no_zones": {
        "zh": "node.csv 没有 zone_id：没有出发和到达的小区，路网可以查看和导出，不能计算行程。",
        "en": "No zone_id in node.csv: there are no places where trips start and end. The network can be looked at and exported, not routed."},
    "gmns_zone_nodes": {
        "zh": "有的小区含多个节点：行程从其中最先出现的节点出发，另有 {count} 个节点未与小区相连。",
        "en": "Some zones have several nodes: trips start at the first of each, and {count} more nodes are not tied to their zone."},
    "gmns_zone_no_node": {
        "zh": "zone.csv 中有 {count} 个小区没有节点，未导入。",
        "en": "{count} zones of zone.csv have no node and were left out."},
    "gmns_directed_missing": {
        "zh": "link.csv 没有 directed 列，按单向处理：每行只通行 from_node_id → to_node_id。",
        "en": "link.csv has no column directed: every row was taken as one direction, from_node_id to to_node_id."},
    "gmns_oneway": {
        "zh": "{count} 条单向路段：反方向没有“禁行”的写法，用运行时间 {hours} 小时代替；按费用或排放找路时反方向可能被采用，请用目标 time 或 generalised。",
        "en": "{count} links run one way: the other direction cannot be closed here and takes {hours} hours instead. A search by cost or CO2 may still go the wrong way; use the objective time or generalised."},
    "gmns_lengths": {
        "zh": "{count} 条路段两个方向的长度略有不同（不超过 {percent}%），长度取平均，运行时间各自保留。",
        "en": "{count} links differ in length between their directions (by {percent} % at most): the length is the mean, the times are kept."},
    "gmns_lanes": {
        "zh": "{count} 条路段双向车道数合计超过 {limit}，按 {limit} 计。",
        "en": "{count} links have more than {limit} lanes in both directions together: {limit} were put down."},
    "gmns_loops": {
        "zh": "{count} 条路段起点与终点相同，未导入。",
        "en": "{count} links end where they start and were left out."},
    "gmns_off_road": {
        "zh": "{count} 条路段只供步行、自行车或轨道交通（allowed_uses），未导入。",
        "en": "{count} links are for walking, cycling or rail alone (allowed_uses) and were left out."},
    "gmns_length_missing": {
        "zh": "{count} 条路段没有长度，按线形（没有线形的按直线）量取。",
        "en": "{count} links have no length: it was measured along their course, or straight where there is none."},
    "gmns_short": {
        "zh": "{count} 条路段短于 {km} km，按 {km} km 计。",
        "en": "{count} links are shorter than {km} km and were put down as {km} km."},
    "gmns_speed_missing": {
        "zh": "{count} 条路段没有 free_speed，按公路类别的速度计。",
        "en": "{count} links have no free_speed: they run at the speed of their class."},
    # ---- screen
    "gmns.exported": {
        "zh": "{nodes} 个节点、{links} 条路段（{rows} 行单向）、{zones} 个小区。",
        "en": "{nodes} nodes, {links} links ({rows} directed rows), {zones} zones."},
}
