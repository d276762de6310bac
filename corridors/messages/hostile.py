"""Messages of input that is refused."""

from __future__ import annotations

HOSTILE: dict[str, dict[str, str]] = {
    "hostile.extends": {
        "zh": "extends 一层接一层，超过 {limit} 层。请合并其中一些文件。",
        "en": "More than {limit} files extend one another. Put some of them together."},
    "hostile.folder": {
        "zh": "这是文件夹，不是文件。请给出其中某个文件的路径。",
        "en": "This is a folder, not a file. Name a file in it."},
    "hostile.special": {
        "zh": "这不是普通文件（可能是设备或管道），无法读取。请改用磁盘上的文件。",
        "en": "This is no ordinary file (a device or a pipe, perhaps) and is not read. Name a file on disk."},
    "hostile.unreadable": {
        "zh": "无法读取：{reason}。请检查文件名、权限，或关闭正打开该文件的程序。",
        "en": "Cannot be read: {reason}. Check its name and permissions, or close the program that has it open."},
    "hostile.memory": {
        "zh": "内存不足，未完成。请减少起讫点、换用更小的文件，或在内存更大的计算机上运行。",
        "en": "Out of memory; nothing was finished. Take fewer places, a smaller file or a larger machine."},
    "hostile.unpacked": {
        "zh": "解压后有 {mb} MB，超过 {limit} MB 的上限；可能是损坏或恶意的压缩文件。",
        "en": "It unpacks to {mb} MB; at most {limit} MB are read. The archive may be damaged or made to harm."},
    "hostile.members": {
        "zh": "压缩包内有 {found} 个文件，最多读 {limit} 个。请核对是否选错了文件。",
        "en": "The archive has {found} members; at most {limit} are read. Is it the right file?"},
    "hostile.member_name": {
        "zh": "压缩包内的文件名“{name}”指向包外，已拒绝。请用可信的程序重新打包。",
        "en": "The archive names a member “{name}”, which leads out of it; refused. Pack it anew with a program you trust."},
    "hostile.nodes": {
        "zh": "到这一行为止内容已超过 {limit} 项；可能选错了文件。请拆分或删减。",
        "en": "More than {limit} entries up to this line. Is it the right file? Split it or shorten it."},
    "hostile.rows": {
        "zh": "超过 {limit} 行，不再读取。请核对是否选错了文件，或拆分。",
        "en": "More than {limit} rows; the rest is not read. Is it the right file? Split it otherwise."},
    "hostile.columns": {
        "zh": "表头有 {found} 列，最多 {limit} 列。请核对分隔符和文件。",
        "en": "The heading has {found} columns; at most {limit} are read. Check the separator and the file."},
    "hostile.cell": {
        "zh": "这里有一格超过 {limit} 个字符；可能是引号（\"）不成对，或选错了文件。",
        "en": "A cell has more than {limit} characters. A quote that is not closed, or the wrong file?"},
    "hostile.quote": {
        "zh": "从这一行起引号（\"）不成对，后面的内容都会被并进同一格。请补上或删去引号。",
        "en": "A quote (\") that opens in this line is never closed and would swallow what follows. Close it or take it out."},
    "hostile.quote_amid": {
        "zh": "引号（\"）之后应是分隔符。格内的引号要写成两个（\"\"），整格再用引号括起。",
        "en": "A separator must follow a closing quote (\"). Write a quote within a cell twice (\"\") and quote the cell."},
    "hostile.more": {
        "zh": "问题太多，只列出前 {limit} 处；请先改正这些，再检查一次。",
        "en": "Too many faults; the first {limit} are listed. Mend these and check again."},
    "hostile.json_deep": {
        "zh": "JSON 嵌套过深，已拒绝。请在源程序中重新导出。",
        "en": "The JSON is nested too deep and is refused. Export the file anew."},
    "hostile.surrogate": {
        "zh": "含有不成对的 \\ud800–\\udfff 字符编码，无法写成文字。请在源程序中重新导出。",
        "en": "It holds half of a pair of codes (\\ud800 to \\udfff), which is no character. Export the file anew."},
    "hostile.features": {
        "zh": "超过 {limit} 个要素，不再读取。请核对是否选错了文件，或拆分。",
        "en": "More than {limit} features; the rest is not read. Is it the right file? Split it otherwise."},
    "hostile.kind": {
        "zh": "内容与文件名的后缀 {kind} 不符，无法读取。请在 GIS 软件中重新导出。",
        "en": "The content is not what the ending {kind} says. Export the file anew from your GIS."},
    "hostile.database": {
        "zh": "不是有效的 GeoPackage：{reason}", "en": "Not a valid GeoPackage: {reason}"},
    "hostile.view": {
        "zh": "GeoPackage 含有视图或计算列（{names}），其内容要运行其中的程序才有，已拒绝。请在 GIS 软件中把图层导出为普通图层。",
        "en": "The GeoPackage has views or computed columns ({names}), which would have to be run; refused. Export the "
              "layer as an ordinary one from your GIS."},
}
