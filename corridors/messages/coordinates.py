"""Coordinates and their systems, and the user's own points."""

from __future__ import annotations

COORDINATES: dict[str, dict[str, str]] = {
    # ---- systems
    "coord_system.wgs84": {"zh": "WGS84 坐标", "en": "WGS84"},
    "coord_system.cgcs2000": {"zh": "2000 国家大地坐标系（CGCS2000）", "en": "CGCS2000"},
    "coord_system.gcj02": {"zh": "GCJ-02 坐标（高德、腾讯地图）", "en": "GCJ-02 (Amap, Tencent)"},
    "coord_system.bd09": {"zh": "BD-09 坐标（百度地图）", "en": "BD-09 (Baidu)"},
    "coord.converted": {
        "zh": "“{found}”按 {system}换算为 WGS84：{lon}, {lat}，移动了 {metres} 米。",
        "en": "“{found}” was converted from {system} to WGS84: {lon}, {lat}, moved by {metres} m."},
    "coord.equated": {
        "zh": "“{found}”为 {system}，与 WGS84 相差不到 0.1 米，未作换算。",
        "en": "“{found}” is in {system}, which differs from WGS84 by less than 0.1 m; taken as it stands."},
    # ---- faults
    "coord_number": {
        "zh": "“{found}”不是有效的经纬度。请写十进制度数（如 108.32, 22.82）或度分秒（如 108°19′12″）。",
        "en": "“{found}” is no longitude and latitude. Write decimal degrees (108.32, 22.82) or degrees, minutes and seconds (108°19′12″)."},
    "coord_sides": {
        "zh": "“{found}”须有一个经度和一个纬度，方向写法如 22.82N 108.32E 或 东经108.32，北纬22.82。",
        "en": "“{found}” must have one longitude and one latitude, with letters as in 22.82N 108.32E."},
    "coord_swapped": {
        "zh": "“{found}”的经纬度似乎颠倒了：应先经度、后纬度，即 {swapped}。",
        "en": "“{found}”: longitude and latitude look swapped; longitude comes first: {swapped}."},
    "coord_zero": {
        "zh": "“{found}”位于几内亚湾；多半是坐标缺失被填成了 0。",
        "en": "“{found}” lies in the Gulf of Guinea; missing coordinates were probably filled with 0."},
    "coord_metres": {
        "zh": "“{found}”似乎是以米为单位的投影坐标（如高斯-克吕格、墨卡托）。请先换算为经纬度（度）。",
        "en": "“{found}” looks like projected coordinates in metres (Gauss-Krüger, Mercator). Convert them to degrees first."},
    "coord_minutes": {
        "zh": "“{found}”似乎把度和分连写了（10819.2 即 108°19.2′）。请改写为十进制度数或 108°19.2′。",
        "en": "“{found}” looks like degrees and minutes written together (10819.2 is 108°19.2′). Write decimal degrees or 108°19.2′."},
    "coord_range": {
        "zh": "“{found}”超出经度 ±180、纬度 ±90 的范围。小数点是否漏写？",
        "en": "“{found}” is beyond longitude ±180, latitude ±90. Is a decimal point missing?"},
    "coord_abroad": {
        "zh": "“{found}”不在中国境内（海上的点须在离岸约 5 公里以内）。请检查经纬度的次序、正负号和小数点。",
        "en": "“{found}” lies outside China (at sea: more than some 5 km off the coast). Check the order, the signs and the decimal points."},
    "coord_system_abroad": {
        "zh": "“{found}”在境外，{system}只在境内有定义。境外地点请给出 WGS84 坐标。",
        "en": "“{found}” lies outside China, where {system} is not defined. Give WGS84 there."},
    "coord_system_unknown": {
        "zh": "不认识坐标系“{found}”。可用：{allowed}。",
        "en": "Unknown coordinate system “{found}”. Allowed: {allowed}."},
    "coord_refused.xian80": {
        "zh": "“{found}”（西安 80）与 WGS84 相差可达百米以上，换算须有当地参数。请改用 2000 国家大地坐标系的坐标。",
        "en": "“{found}” (Xi'an 1980) can differ from WGS84 by more than 100 m and needs local parameters. Give CGCS2000 instead."},
    "coord_refused.beijing54": {
        "zh": "“{found}”（北京 54）与 WGS84 相差可达百米以上，换算须有当地参数。请改用 2000 国家大地坐标系的坐标。",
        "en": "“{found}” (Beijing 1954) can differ from WGS84 by more than 100 m and needs local parameters. Give CGCS2000 instead."},
    "coord_refused.metric": {
        "zh": "“{found}”是以米为单位的投影坐标。请先换算为经纬度（度）。",
        "en": "“{found}” is a projection in metres. Convert to longitude and latitude in degrees first."},
    # ---- the user's own points
    "point.column": {
        "zh": "缺少{column}一列。可用的列名：{allowed}。",
        "en": "No column for {column}. It may be called: {allowed}."},
    "point_part.name": {"zh": "名称", "en": "the name"},
    "point_part.lon": {"zh": "经度", "en": "the longitude"},
    "point_part.lat": {"zh": "纬度", "en": "the latitude"},
    "point.doubled": {
        "zh": "“{first}”和“{second}”两列含义相同，请只保留一列。",
        "en": "The columns “{first}” and “{second}” mean the same; keep one."},
    "point.name": {"zh": "名称为空。每个点都要有中文或英文名称。",
                   "en": "The name is empty. Each point needs a Chinese or an English name."},
    "point.id_twice": {"zh": "编号 {id} 重复，首次出现在 {first}。",
                       "en": "Id {id} stands there twice, first at {first}."},
    "point.empty": {"zh": "“{name}”没有坐标。", "en": "“{name}” has no coordinates."},
    "point.pair": {"zh": "“{found}”不是一对经纬度，应如 108.32,22.82。",
                   "en": "“{found}” is no pair of longitude and latitude such as 108.32,22.82."},
    "point.none": {"zh": "文件中没有任何点。", "en": "The file has no points."},
    "point.shape": {"zh": "“{name}”的几何类型是 {found}；这里只用点（Point）。面状园区请取大门或形心。",
                    "en": "“{name}” is a {found}; only points are used here. Take the gate or the centre of an area."},
    "point.format": {"zh": "不认识的文件类型“{found}”。可用：{allowed}。",
                     "en": "Unknown type of file “{found}”. Allowed: {allowed}."},
    "point.geojson": {"zh": "不是有效的 GeoJSON：{reason}", "en": "Not valid GeoJSON: {reason}"},
    "point.unread": {"zh": "无法读取该图层：{reason}", "en": "The layer cannot be read: {reason}"},
    "point.no_crs": {"zh": "图层没有写明坐标系。请在 GIS 软件中设定后再存一次。",
                     "en": "The layer names no coordinate system. Set it in the GIS and save again."},
    "points.converted": {
        "zh": "{count} 个点按 {system}换算为 WGS84，移动了 {low} 至 {high} 米。",
        "en": "Points converted from {system} to WGS84: {count}, moved by {low} to {high} m."},
    "points.equated": {
        "zh": "{count} 个点为 {system}，与 WGS84 相差不到 0.1 米，未作换算。",
        "en": "Points in {system}, which differs from WGS84 by less than 0.1 m, taken as they stand: {count}."},
    "points.undeclared": {
        "zh": "{count} 个点没有写明坐标系，按 WGS84 处理。若取自高德或百度地图，会偏 0.5 至 1 公里，请在“坐标系”一列写明。",
        "en": "Points that name no coordinate system, taken as WGS84: {count}. If they come from Amap or Baidu they are 0.5 to 1 km off; name it in the column “crs”."},
    "points.suspected": {
        "zh": "按 WGS84 读入的点可能是 {system}：与 {count} 个同名已知地点相比，按它换算后偏差为 {best} 米，按 WGS84 为 {plain} 米。未作换算；请在“坐标系”一列写明。",
        "en": "The points read as WGS84 may be in {system}: against {count} known places of the same name they are {best} m off when converted from it, {plain} m as WGS84. Nothing was converted; name the system in the column “crs”."},
}
