"""Messages of timetable feeds (GTFS)."""

from __future__ import annotations

TIMETABLES: dict[str, dict[str, str]] = {
    # ---- faults of the archive
    "gtfs.no_feed": {
        "zh": "没有这个文件或文件夹。请给出 GTFS 的 .zip 或解压后的文件夹。",
        "en": "There is no such file or folder. Give a GTFS .zip or a folder of its files."},
    "gtfs.no_zip": {
        "zh": "不是完好的 ZIP 压缩包。请重新下载，或解压后给出文件夹。",
        "en": "This is no ZIP archive, or a broken one. Fetch it again, or give the folder it unpacks to."},
    "gtfs.encrypted": {
        "zh": "压缩包设有密码。请先解压，再给出文件夹。",
        "en": "The archive has a password. Unpack it first and give the folder."},
    "gtfs.large": {
        "zh": "所需各文件解压后共 {mb} MB；上限 {limit} MB。请只保留所需的线路或日期。",
        "en": "The files that are read have {mb} MB in all when unpacked; allowed are {limit} MB. Keep only the lines or days that are needed."},
    "gtfs.member_twice": {
        "zh": "压缩包内有两个 {name}。请只保留一个。",
        "en": "The archive has {name} twice. Keep one of them."},
    "gtfs.bomb": {
        "zh": "{name} 解压后膨胀 {ratio} 倍；上限 {limit} 倍。疑似压缩炸弹，未读取。",
        "en": "{name} grows {ratio}-fold when unpacked; allowed is {limit}-fold. It may be a bomb and was not read."},
    "gtfs.binary": {
        "zh": "{name} 不是 UTF-8 文本。请另存为 UTF-8 的 CSV。",
        "en": "{name} is no UTF-8 text. Save it as CSV in UTF-8."},
    "gtfs.encoding": {
        "zh": "{name} 既不是 UTF-8，也不是 GB18030。请另存为 UTF-8。",
        "en": "{name} is neither UTF-8 nor GB18030. Save it in UTF-8."},
    # ---- faults of the tables
    "gtfs.file_missing": {
        "zh": "缺少文件 {name}。",
        "en": "The file {name} is missing."},
    "gtfs.file_empty": {
        "zh": "文件是空的。",
        "en": "The file has nothing in it."},
    "gtfs.calendar_missing": {
        "zh": "既没有 calendar.txt，也没有 calendar_dates.txt，无从知道哪天开行。",
        "en": "There is neither calendar.txt nor calendar_dates.txt, so nothing says on which days the trips run."},
    "gtfs.column_missing": {
        "zh": "缺少列 {name}。",
        "en": "The column {name} is missing."},
    "gtfs.row_long": {
        "zh": "该行多于标题行的 {expected} 格（共 {count} 行）。含逗号的文字要加双引号。",
        "en": "The row has more cells than the {expected} of the heading ({count} such rows). A text with a comma needs quotation marks."},
    "gtfs.no_csv": {
        "zh": "无法按 CSV 读取：可能有未配对的双引号。",
        "en": "This cannot be read as CSV: a quotation mark may lack its partner."},
    "gtfs.id_twice": {
        "zh": "{column} 的 {id} 重复（共 {count} 行重复）。编号须唯一。",
        "en": "{id} stands twice in {column} ({count} such rows). Ids must differ."},
    "gtfs.route_type": {
        "zh": "线路 {id} 的 route_type 是“{found}”，应为数字，例如 2（铁路）或 1100（航空）。",
        "en": "route_type of line {id} is “{found}”; it is a number, such as 2 (rail) or 1100 (air)."},
    "gtfs.date": {
        "zh": "{column} 是“{found}”，应为 YYYYMMDD（共 {count} 行有误）。",
        "en": "{column} is “{found}”; it is a date YYYYMMDD ({count} rows are wrong)."},
    "gtfs.time": {
        "zh": "{column} 是“{found}”，应为 HH:MM:SS，跨零点可写 25:10:00，不超过 240 小时（共 {count} 行有误）。",
        "en": "{column} is “{found}”; it is HH:MM:SS, such as 25:10:00 after midnight, below 240 hours ({count} rows are wrong)."},
    "gtfs.sequence": {
        "zh": "stop_sequence 是“{found}”，应为非负整数（共 {count} 行有误）。",
        "en": "stop_sequence is “{found}”; it is a whole number from 0 ({count} rows are wrong)."},
    "gtfs.sequence_twice": {
        "zh": "车次 {trip} 的 stop_sequence {found} 重复（共 {count} 处）。",
        "en": "Trip {trip} has stop_sequence {found} twice ({count} such rows)."},
    "gtfs.frequency": {
        "zh": "start_time {start}、end_time {end}、headway_secs {headway} 中有不能识别的值；间隔须为 1 至 86400 秒的整数。",
        "en": "One of start_time {start}, end_time {end} and headway_secs {headway} cannot be read; the headway is 1 to 86400 whole seconds."},
    "gtfs.frequency_many": {
        "zh": "按间隔开行的班次展开后有 {found} 班；上限 {limit}。请检查 headway_secs 的单位是否为秒。",
        "en": "Trips that run every so often make {found} departures; allowed are {limit}. Is headway_secs in seconds?"},
    "gtfs.stop_unknown": {
        "zh": "有 {count} 个停靠的 stop_id 不在 stops.txt 中：{names}。",
        "en": "{count} stop ids that trips call at are not in stops.txt: {names}."},
    "gtfs.stop_point": {
        "zh": "车站 {id} 没有可用的坐标（经度“{lon}”，纬度“{lat}”）。",
        "en": "Stop {id} has no usable point (longitude “{lon}”, latitude “{lat}”)."},
    "gtfs.swapped": {
        "zh": "车站 {id} 的经度 {lon}、纬度 {lat} 超出范围（{allowed}），对调后则在范围内：stop_lon 与 stop_lat 是否写反了？（共 {count} 站）",
        "en": "Stop {id} at longitude {lon}, latitude {lat} lies outside ({allowed}), and inside with both exchanged: are stop_lon and stop_lat swapped? ({count} stops)"},
    "gtfs.outside": {
        "zh": "车站 {id} 的经度 {lon}、纬度 {lat} 超出范围（{allowed}；共 {count} 站）。与已有路网并用（--beside）时，可用 --stops known 略过。",
        "en": "Stop {id} at longitude {lon}, latitude {lat} lies outside ({allowed}; {count} stops). Beside a network (--beside), --stops known passes it over."},
    # ---- faults of the question
    "gtfs.day": {
        "zh": "“{found}”不是日期，应为 YYYY-MM-DD。",
        "en": "“{found}” is no date; write YYYY-MM-DD."},
    "gtfs.day_empty": {
        "zh": "{day} 没有开行的班次。本数据的日历自 {first} 至 {last}，请选其中一天。",
        "en": "Nothing runs on {day}. The calendars of this feed reach from {first} to {last}: choose a day among them."},
    "gtfs.period": {
        "zh": "“{found}”不是时段，应为 HH:MM-HH:MM，例如 06:00-22:00。",
        "en": "“{found}” is no period; write HH:MM-HH:MM, such as 06:00-22:00."},
    "gtfs.mode": {
        "zh": "不能导入 {found} 的班次。可选：{allowed}。旅客在本模型中乘汽车、火车、飞机，汽车不按班次；客船没有对应的旅客方式。",
        "en": "Services of mode {found} cannot be imported. Choose from: {allowed}. Passengers of this model ride cars without a timetable, trains and flights; ships carry none of them."},
    "gtfs.key": {
        "zh": "编号前缀“{found}”不可用：只能有小写字母、数字和下划线，以字母或数字开头，不超过 60 个字符。请用 --id 指定。",
        "en": "Ids cannot begin with “{found}”: small letters, digits and underscores only, a letter or digit first, 60 characters at most. Give another --id."},
    "gtfs.no_routes": {
        "zh": "{count} 条线路中没有可导入的（铁路、航空；加 --mode rail 另含地铁、有轨电车）。",
        "en": "None of the {count} lines can be imported (railways and flights; with --mode rail metro and tram too)."},
    "gtfs.no_trips": {
        "zh": "当日 {count} 个车次中没有所选方式的。",
        "en": "None of the {count} trips of the day is of the chosen modes."},
    "gtfs.no_match": {
        "zh": "{count} 个车站中只有 {matched} 个与路网的站对应（{km} 公里内同名，或 1 公里内），不足以组成班次。可放宽 --match-km，核对坐标（--datum gcj02），或用 --stops all 把车站作为新节点。",
        "en": "Only {matched} of the {count} stops match a terminal of the network (same name within {km} km, or within 1 km), which makes no service. Widen --match-km, look at the coordinates (--datum gcj02), or take stops as new nodes with --stops all."},
    "gtfs.no_services": {
        "zh": "没有组成班次：当日 {trips} 个车次，{broken} 个时刻不可用，{few} 个可用的站不足两个，{outside} 个不在所选时段。",
        "en": "No service is left: of {trips} trips of the day {broken} have unusable times, {few} have fewer than two stops that are known, {outside} leave outside the period."},
    "gtfs.same": {
        "zh": "{day} 的时刻表与路网中已有的相同，没有可写的变更。",
        "en": "The timetable of {day} is the one that the network has: there is no change to write."},
    "gtfs.project_base": {
        "zh": "项目文件是对某个路网的改动：请加 --beside embedded，或 --beside 数据文件夹。",
        "en": "A project file changes a network: add --beside embedded, or --beside with a data folder."},
    "gtfs.stops_base": {
        "zh": "--stops known 需要一个路网：请加 --beside embedded，或 --beside 数据文件夹。",
        "en": "--stops known needs a network: add --beside embedded, or --beside with a data folder."},
    # ---- what is lost, and what a reader must know
    "gtfs.gbk": {
        "zh": "{name} 不是 UTF-8，按 GB18030 读取；请核对站名。",
        "en": "{name} is not UTF-8 and was read as GB18030: look at the names of the stops."},
    "gtfs.lost_fares": {
        "zh": "票价未导入：费用按本模型的运价率和里程计算。",
        "en": "Fares are left behind: costs follow the rates and kilometres of this model."},
    "gtfs.lost_transfers": {
        "zh": "transfers.txt 未导入：换乘时间按本模型的参数。",
        "en": "transfers.txt is left behind: changes take the time that the parameters give."},
    "gtfs.lost_pathways": {
        "zh": "站内通道与楼层未导入。",
        "en": "Pathways and levels within stations are left behind."},
    "gtfs.lost_attributions": {
        "zh": "attributions.txt 未导入；转用数据前请核对其许可。",
        "en": "attributions.txt is left behind; look at its licences before passing the data on."},
    "gtfs.lost_files": {
        "zh": "另有 {count} 个文件未读取：{names}。",
        "en": "{count} other files were not read: {names}."},
    "gtfs.lost_blocks": {
        "zh": "车底交路（block_id）未导入：接续车次按换乘处理。",
        "en": "Blocks are left behind: a train that goes on under another number counts as a change."},
    "gtfs.lost_access": {
        "zh": "无障碍信息未导入。",
        "en": "Accessibility is left behind."},
    "gtfs.lost_shapes": {
        "zh": "线形（shapes.txt）只用于量取新增区间的长度，不导入走向。",
        "en": "Shapes only measure the new links; the courses themselves are left behind."},
    "gtfs.zones": {
        "zh": "运营单位使用多个时区（{zones}）：运行时间不受影响，时段与首末班时刻按各自时区。",
        "en": "The agencies keep several time zones ({zones}): run times are not touched, periods and first and last departures are each in their own."},
    "gtfs.datum": {
        "zh": "坐标按 {datum} 换算为 WGS84。",
        "en": "Coordinates were converted from {datum} to WGS84."},
    "gtfs.passed_air": {
        "zh": "略过航线 {count} 条（只要求导入铁路）。",
        "en": "{count} air lines are passed over: only railways were asked for."},
    "gtfs.passed_rail": {
        "zh": "略过铁路线路 {count} 条（只要求导入航空）。",
        "en": "{count} railway lines are passed over: only flights were asked for."},
    "gtfs.passed_bus": {
        "zh": "略过公共汽车、长途客车线路 {count} 条：本模型的公路按小汽车和货车计，没有班次。",
        "en": "{count} bus and coach lines are passed over: roads here have cars and lorries and no timetable."},
    "gtfs.passed_ferry": {
        "zh": "略过客船线路 {count} 条：本模型的旅客不乘船。",
        "en": "{count} ferry lines are passed over: passengers of this model take no ships."},
    "gtfs.passed_other": {
        "zh": "略过其他类型线路 {count} 条（索道等）。",
        "en": "{count} lines of other kinds are passed over (cable cars and the like)."},
    "gtfs.passed_urban": {
        "zh": "略过地铁、有轨电车线路 {count} 条；需要时加 --mode rail。",
        "en": "{count} metro and tram lines are passed over; --mode rail takes them."},
    "gtfs.trip_short": {
        "zh": "{count} 个车次停站不足两个，未导入：{examples}（括号内为 stop_times.txt 行号）。",
        "en": "{count} trips call fewer than twice and are left out: {examples} (in brackets lines of stop_times.txt)."},
    "gtfs.trip_untimed": {
        "zh": "{count} 个车次首站或末站没有时刻，未导入：{examples}（括号内为 stop_times.txt 行号）。",
        "en": "{count} trips have no time at their first or last stop and are left out: {examples} (in brackets lines of stop_times.txt)."},
    "gtfs.trip_backwards": {
        "zh": "{count} 个车次的时刻倒退，未导入：{examples}（括号内为 stop_times.txt 行号）。",
        "en": "{count} trips have times that run backwards and are left out: {examples} (in brackets lines of stop_times.txt)."},
    "gtfs.trip_silent": {
        "zh": "{count} 个车次在 stop_times.txt 中没有停站，未导入。",
        "en": "{count} trips have no calls in stop_times.txt and are left out."},
    "gtfs.estimated": {
        "zh": "{count} 处停站没有时刻，按站间直线距离在前后时刻之间推算；含推算时刻的班次可信度为低。",
        "en": "{count} calls have no times: they are reckoned between the times around them by the great circles; services with such times have low confidence."},
    "gtfs.raised": {
        "zh": "{count} 个区间的运行时间为零（时刻取整到分钟），按半分钟计，可信度为低。",
        "en": "{count} sections take no time at all in whole minutes; they get half a minute, low confidence."},
    "gtfs.unboarded": {
        "zh": "{count} 处停站既不上客也不下客，按通过处理。",
        "en": "{count} calls where nobody may board or alight count as passing through."},
    "gtfs.untranslated": {
        "zh": "{count} 个新车站只有一种语言的名称，中英文同用。",
        "en": "{count} new stations have a name in one language only, which stands for both."},
    "gtfs.few": {
        "zh": "{count} 个车次在路网已有的站停靠不足两个，未导入。",
        "en": "{count} trips call at fewer than two terminals of the network and are left out."},
    "gtfs.long": {
        "zh": "{count} 个车次停站超过 100 个，未导入。",
        "en": "{count} trips call more than 100 times and are left out."},
    "gtfs.outside_period": {
        "zh": "{count} 个车次所属的班次在所选时段没有发车，未导入。",
        "en": "{count} trips belong to services without a departure in the period and are left out."},
    "gtfs.passed": {
        "zh": "{count} 个车站在路网中没有对应的站，按通过处理：时间不变，不能上下客。",
        "en": "{count} stops have no terminal in the network and are passed through: times stay as they are, nobody boards there."},
    "gtfs.round": {
        "zh": "{count} 个区间在路网中绕行超过直线距离的两倍，另立专用区间。",
        "en": "{count} sections go round by more than twice the great circle on the network; they get links of their own."},
    "gtfs.exact": {
        "zh": "{count} 个时段按固定时刻重复开行（exact_times=1），与按间隔开行的同样计班。",
        "en": "{count} windows repeat at fixed times (exact_times=1); they count departures just as those by headway do."},
    "gtfs.alike": {
        "zh": "路网中有 {count} 个班次首末站相同，可能是同样的列车，会重复计班，请核对后关闭：{names}。",
        "en": "{count} services of the network have the same two ends and may be the same trains, counted twice; look at them and close them: {names}."},
    # ---- what stands in the data
    "gtfs.note_service": {
        "zh": "当日 {count} 班，首班 {first}，末班 {last}",
        "en": "{count} departures of the day, {first} to {last}"},
    "gtfs.note_straight": {
        "zh": "长度为两站间直线距离，偏短；等级按旅速假定，只影响票价",
        "en": "Length is the great circle between the stations, which is short; class assumed from the speed, for fares alone"},
    "gtfs.note_shape": {
        "zh": "长度沿 shapes.txt 量取；等级按旅速假定，只影响票价",
        "en": "Length along shapes.txt; class assumed from the speed, for fares alone"},
    "gtfs.title": {"zh": "GTFS 时刻表 {feed}", "en": "GTFS timetable {feed}"},
    "gtfs.title_version": {
        "zh": "GTFS 时刻表 {feed}，版本 {version}", "en": "GTFS timetable {feed}, version {version}"},
    "gtfs.good_for": {
        "zh": "{day} 的班次与运行时间；数据日历自 {first} 至 {last}；未与其他来源核对",
        "en": "Services and run times of {day}; calendars from {first} to {last}; not checked against another source"},
    "gtfs.unknown_publisher": {"zh": "发布者未注明", "en": "Publisher not named"},
    "gtfs.project_name": {
        "zh": "{day} 时刻表（{feed}）", "en": "Timetable of {day} ({feed})"},
    "gtfs.project_note": {
        "zh": "{services} 个班次，{departures} 班；发车间隔 = {period} 小时 ÷ 该时段发车班数",
        "en": "Services: {services}; departures: {departures}; headway = {period} h over the departures within them"},
    "gtfs.project_head": {
        "zh": "由 GTFS 时刻表生成；列入情景的 projects 即启用。没有开通日期，不会自行启用。",
        "en": "Made from a GTFS timetable; list it among a scenario's projects to switch it on. It has no opening date and is never on by itself."},
    "gtfs.project_alike": {
        "zh": "首末站相同的已有班次；若是同样的列车，把下列各行移入 changes：",
        "en": "Services of the network with the same two ends; if they are the same trains, move these lines into changes:"},
    # ---- the screen
    "gtfs.screen": {
        "zh": "{feed}：{day}，日历自 {first} 至 {last}",
        "en": "{feed}: {day}, calendars from {first} to {last}"},
    "gtfs.line_trips": {
        "zh": "当日车次 {trips} 个，其中 {used} 个归入 {services} 个班次、共 {departures} 班；按间隔开行的车次 {often} 个。",
        "en": "Trips of the day: {trips}, of which {used} are used; services: {services}; departures: {departures}; trips that run every so often: {often}."},
    "gtfs.line_stops": {
        "zh": "停靠车站 {stations} 个：{matched} 个与路网的站对应，{new} 个为新节点，{passed} 个按通过处理；新增专用区间 {links} 个。",
        "en": "Stations called at: {stations}; {matched} match a terminal of the network, {new} become nodes, {passed} are passed through; new links: {links}."},
    "gtfs.line_headway": {
        "zh": "发车间隔 = {hours} 小时 ÷ 该时段内的发车班数；每日一班即 {hours} 小时。",
        "en": "Headway = {hours} h over the departures within them; one departure is {hours} h."},
    "gtfs.line_changed": {
        "zh": "与路网中同一来源的班次相比：新增 {new}，改点 {retimed}，停开 {gone}。",
        "en": "Against the services of the same feed in the network: {new} new, {retimed} retimed, {gone} gone."},
    "gtfs.line_lost": {"zh": "未能导入或须注意：", "en": "Lost, or to be known:"},
    "gtfs.line_more": {
        "zh": "另有 {count} 行，见 {file}。", "en": "{count} more rows: see {file}."},
    "gtfs.line_more_out": {
        "zh": "另有 {count} 行；加 --out 写出全部。", "en": "{count} more rows; --out writes them all."},
    "gtfs.title_stops": {"zh": "车站与路网的站", "en": "Stops and terminals of the network"},
    "gtfs.title_services": {"zh": "班次", "en": "Services"},
    "gtfs.head_stop": {"zh": "车站", "en": "Stop"},
    "gtfs.head_verdict": {"zh": "对应关系", "en": "Match"},
    "gtfs.head_node": {"zh": "路网的站", "en": "Terminal"},
    "gtfs.head_km": {"zh": "相距（公里）", "en": "Apart, km"},
    "gtfs.head_service": {"zh": "班次", "en": "Service"},
    "gtfs.head_stops": {"zh": "停站", "en": "Stops"},
    "gtfs.head_departures": {"zh": "发车班数", "en": "Departures"},
    "gtfs.head_headway": {"zh": "发车间隔（小时）", "en": "Headway, h"},
    "gtfs.head_first": {"zh": "首班", "en": "First"},
    "gtfs.head_last": {"zh": "末班", "en": "Last"},
    "gtfs.head_sum": {"zh": "导入的全程（时:分）", "en": "As imported, h:min"},
    "gtfs.head_quickest": {"zh": "最快一班（时:分）", "en": "Fastest trip, h:min"},
    "gtfs.head_median": {"zh": "各班中位数（时:分）", "en": "Median trip, h:min"},
    "gtfs.verdict_name": {"zh": "同名", "en": "same name"},
    "gtfs.verdict_near": {"zh": "就近（名称不同，请核对）", "en": "nearest (another name: look)"},
    "gtfs.verdict_far": {"zh": "未对应：同名但过远", "en": "none: same name, too far"},
    "gtfs.verdict_unlike": {"zh": "未对应：附近的站名称不同", "en": "none: near, another name"},
    "gtfs.verdict_none": {"zh": "未对应", "en": "none"},
    # ---- the way out
    "gtfs.nothing": {
        "zh": "该路网没有可导出的客运列车或航班。",
        "en": "The network has no passenger train or flight to write."},
    "gtfs.exported": {
        "zh": "班次 {services} 条，未列时刻的线路 {lines} 条，车站与机场 {stops} 个。",
        "en": "Services: {services}; lines without a timetable: {lines}; stations and airports: {stops}."},
    "gtfs.out_lines": {
        "zh": "{count} 条线路没有时刻表：按站站停、等级对应的假定间隔写出，不是真实开行。不要时加 --services-only。",
        "en": "{count} lines have no timetable: they are written as trains that stop everywhere at the assumed headway of their class, not as trains that run. --services-only leaves them out."},
    "gtfs.out_rare": {
        "zh": "{count} 个班次不足每日一班，未写出。",
        "en": "{count} services run less than daily and are left out."},
    "gtfs.out_broken": {
        "zh": "{count} 个班次在该路网中走不通，未写出。",
        "en": "{count} services have no way on this network and are left out."},
    "gtfs.out_branched": {
        "zh": "{count} 条线路有分支或成环，不能写成一条线，未写出。",
        "en": "{count} lines branch or close, which makes no single way, and are left out."},
    "gtfs.out_fares": {
        "zh": "票价、碳排放、候车与进出站时间、道路接驳不在 GTFS 中；使用方按自己的参数计算。",
        "en": "Fares, CO2, waiting and access times and roads are not in the feed; whoever reads it takes its own."},
    "gtfs.out_days": {
        "zh": "全天按间隔开行（exact_times=0），每日相同，自路网日期起一年；时区统一写作北京时间。",
        "en": "Every service runs all day by its headway (exact_times=0), every day alike, for a year from the date of the network; all in Beijing time."},
    "gtfs.out_desc": {
        "zh": "班次", "en": "Service"},
    "gtfs.out_desc_line": {
        "zh": "线路，没有时刻表，间隔为假定", "en": "Line without a timetable; headway assumed"},
}
