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
}
