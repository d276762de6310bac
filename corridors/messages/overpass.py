"""Asking Overpass for OpenStreetMap data, and drafts made of what is planned there."""

from __future__ import annotations

OVERPASS: dict[str, dict[str, str]] = {
    # ---- steps
    "overpass.step.ask": {"zh": "向 Overpass 查询（已有的从缓存读取）",
                          "en": "asking Overpass (what is cached is read)"},
    "overpass.step.answer": {"zh": "收到 Overpass 的一份应答", "en": "an answer of Overpass came in"},
    "overpass.step.busy": {"zh": "Overpass 服务器繁忙，等待约 1 分钟后再试",
                           "en": "Overpass is busy, asking again in about a minute"},
    # ---- faults
    "overpass.offline": {
        "zh": "无法连接 Overpass 服务器 {host}。请检查网络和代理设置；没有互联网时，请用 --file 指定本地的 OpenStreetMap 文件（.osm.pbf）。本次已收到 {count} 份应答。{kept}",
        "en": "No connection to the Overpass server {host}. Check the network and the proxy; without internet name a local OpenStreetMap file (.osm.pbf) with --file. Answers so far: {count}. {kept}"},
    "overpass.timeout": {
        "zh": "Overpass 服务器 {host} 在 {seconds} 秒内没有应答。请稍后再试，或缩小范围、减少方式，或用 --file 指定本地文件。本次已收到 {count} 份应答。{kept}",
        "en": "The Overpass server {host} did not answer within {seconds} s. Try later, a smaller area or fewer modes, or a local file with --file. Answers so far: {count}. {kept}"},
    "overpass.busy": {
        "zh": "Overpass 服务器 {host} 连续 {tries} 次答复繁忙（HTTP {status}）。请过些时候再试，或用 --file 指定本地文件。本次已收到 {count} 份应答。{kept}",
        "en": "The Overpass server {host} was busy {tries} times in a row (HTTP {status}). Try again later, or name a local file with --file. Answers so far: {count}. {kept}"},
    "overpass.refused": {
        "zh": "Overpass 服务器 {host} 拒绝了查询（HTTP {status} {reason}）。请检查 --overpass-url 的地址；地址无误则请稍后再试，或用 --file 指定本地文件。本次已收到 {count} 份应答。{kept}",
        "en": "The Overpass server {host} refused the query (HTTP {status} {reason}). Check the address in --overpass-url; if it is right, try later or name a local file with --file. Answers so far: {count}. {kept}"},
    "overpass.remark": {
        "zh": "Overpass 服务器 {host} 未能完成查询，应答不完整，未予采用：“{remark}”。请缩小范围或减少方式，或用 --file 指定本地文件。本次已收到 {count} 份应答。{kept}",
        "en": "The Overpass server {host} could not finish the query; its answer is not whole and was not used: “{remark}”. Ask for a smaller area or fewer modes, or name a local file with --file. Answers so far: {count}. {kept}"},
    "overpass.broken": {
        "zh": "{host} 的应答不是完整的 OpenStreetMap 数据（传输中断，或被代理、登录页替换）。请稍后重试；仍不行请检查网络，或用 --file 指定本地文件。本次已收到 {count} 份应答。{kept}",
        "en": "What {host} answered is no whole OpenStreetMap data (the transfer broke off, or a proxy or a login page stepped in). Try again; if that does not help check the network or name a local file with --file. Answers so far: {count}. {kept}"},
    "overpass.kept": {"zh": "应答存在缓存中，重新运行即从断处继续。",
                      "en": "They are kept in the cache; run again to go on from there."},
    "overpass.lost": {"zh": "没有可写的缓存文件夹，重新运行须从头开始；可用环境变量 CORRIDORS_CACHE 指定文件夹。",
                      "en": "There is no folder for a cache, so that the next run begins anew; name one in the environment variable CORRIDORS_CACHE."},
    "overpass.empty": {
        "zh": "范围 {bounds}（西、南、东、北）内没有所要的道路、铁路、航道或轮渡。请检查范围和 --modes、--classes。",
        "en": "The area {bounds} (west, south, east, north) holds none of the roads, railways, waterways or ferries asked for. Check the area, --modes and --classes."},
    "overpass.area": {"zh": "范围须是以度为单位的面（WGS84 经纬度），且不能为空。",
                      "en": "The area must be a polygon in degrees (WGS84) and not empty."},
    "overpass.large": {
        "zh": "范围有 {km2} 平方公里，向 Overpass 查询的上限是 {limit} 平方公里。更大的范围请下载 OpenStreetMap 的本地文件（.osm.pbf），用 --file 指定。",
        "en": "The area has {km2} km2; at most {limit} km2 are asked of Overpass. For more download an OpenStreetMap extract (.osm.pbf) and name it with --file."},
    "overpass.modes": {"zh": "没有可查询的方式或等级。方式可用：{allowed}。",
                       "en": "There is no mode or class to ask for. Modes: {allowed}."},
    "overpass.url": {"zh": "“{found}”不是 Overpass 服务的地址，应如 http://服务器/api。",
                     "en": "“{found}” is no address of an Overpass service, such as http://server/api."},
    # ---- drafts
    "draft.head": {
        "zh": "由 OpenStreetMap 自动生成的草稿。采用前请逐项核对，并以正式文件、公报补充来源、开通日期和起讫站点。",
        "en": "A draft made of OpenStreetMap. Check each line before use, and add published sources, the opening and the terminals."},
    "draft.licence": {"zh": "数据 © OpenStreetMap 贡献者，ODbL 1.0 许可，使用时须注明。",
                      "en": "Data © OpenStreetMap contributors, under ODbL 1.0; attribution is required."},
    "draft.fill": {
        "zh": "补全后去掉下列各行的“# ”，并删去上面的 reason 和空的 changes：",
        "en": "When it is complete take the “# ” off these lines, and delete the reason and the empty changes above:"},
    "draft.name": {"zh": "{state}{what}（编号 {ref}）", "en": "{what} {ref}, {state}"},
    "draft.undated": {
        "zh": "OpenStreetMap 数据没有日期，草稿无法写明截至日期。请用 --vintage 写明，或改用带时间戳的文件。",
        "en": "The OpenStreetMap data carry no date, so that a draft could not say as of when it holds. Name it with --vintage, or take a file with a timestamp."},
    "draft_state.construction": {"zh": "在建", "en": "under construction"},
    "draft_state.proposed": {"zh": "拟建", "en": "proposed"},
    "draft_kind.road": {"zh": "公路", "en": "Road"},
    "draft_kind.rail": {"zh": "铁路", "en": "Railway"},
    "draft_kind.inland": {"zh": "航道", "en": "Waterway"},
    "draft.status": {
        "zh": "OpenStreetMap 将其标为{state}；绘图者所标，未经官方资料证实。",
        "en": "OpenStreetMap has it as {state}: the word of its contributors, not confirmed by a published source."},
    "draft.opening": {"zh": "其中标注的开通日期：{dates}。", "en": " Opening as tagged there: {dates}."},
    "draft.traced": {
        "zh": "由 {count} 条路径（way）量得；并行的两幅路面或两条轨道只计一次。",
        "en": "Traced on {count} ways; carriageways or tracks side by side count once."},
    "draft.ways": {"zh": "OpenStreetMap 路径（way）编号，共 {count} 条。", "en": "Ids of {count} OpenStreetMap ways"},
    "draft.maxspeed": {"zh": "OpenStreetMap 的 maxspeed 标签。", "en": "As tagged, maxspeed"},
    "draft.good_for": {"zh": "走向和量得的长度；不足以证明项目的阶段。",
                       "en": "Course and traced length; no proof of the stage"},
    "draft.gaps": {
        "zh": "其中 {gaps} 公里为两端至网络节点的直线距离。",
        "en": "Of it {gaps} km are straight lines from the traced ends to the nodes; both ends to be checked"},
    "draft_why.fairway": {
        "zh": "航道的水深、船闸和船型未知，未建模。",
        "en": "Not modelled: depth, locks and ships of the waterway are unknown."},
    "draft_why.class": {
        "zh": "等级或设计速度未标明，或低于战略网络收录的等级，未建模。",
        "en": "Not modelled: its class or design speed is not tagged, or is below what the strategic network holds."},
    "draft_why.far": {
        "zh": "两端 {km} 公里以内没有两个不同的同方式网络节点，起讫点须由人工确定，未建模。",
        "en": "Not modelled: there are not two different nodes of its mode within {km} km of its ends; where it begins and ends is to be decided."},
    "draft_why.gaps": {
        "zh": "绘出的线路离网络节点太远，连接部分会超过全长的四分之一，未建模。",
        "en": "Not modelled: what is drawn lies too far from the nodes; the way to them would be more than a quarter of the link."},
}
