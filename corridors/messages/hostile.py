"""Messages of input that is refused."""

from __future__ import annotations

HOSTILE: dict[str, dict[str, str]] = {
    "hostile.folder": {
        "zh": "这是文件夹，不是文件。请给出其中某个文件的路径。",
        "en": "This is a folder, not a file. Name a file in it."},
    "hostile.special": {
        "zh": "这不是普通文件（可能是设备或管道），无法读取。请改用磁盘上的文件。",
        "en": "This is no ordinary file (a device or a pipe, perhaps) and is not read. Name a file on disk."},
    "hostile.unreadable": {
        "zh": "无法读取：{reason}。请检查文件名、权限，或关闭正打开该文件的程序。",
        "en": "Cannot be read: {reason}. Check its name and permissions, or close the program that has it open."},
    "hostile.unpacked": {
        "zh": "解压后有 {mb} MB，超过 {limit} MB 的上限；可能是损坏或恶意的压缩文件。",
        "en": "It unpacks to {mb} MB; at most {limit} MB are read. The archive may be damaged or made to harm."},
    "hostile.members": {
        "zh": "压缩包内有 {found} 个文件，最多读 {limit} 个。请核对是否选错了文件。",
        "en": "The archive has {found} members; at most {limit} are read. Is it the right file?"},
    "hostile.member_name": {
        "zh": "压缩包内的文件名“{name}”指向包外，已拒绝。请用可信的程序重新打包。",
        "en": "The archive names a member “{name}”, which leads out of it; refused. Pack it anew with a program you trust."},
    "hostile.archive": {
        "zh": "不是有效的压缩文件（ZIP）：{reason}", "en": "Not a valid ZIP archive: {reason}"},
    "hostile.nodes": {
        "zh": "到这一行为止内容已超过 {limit} 项；可能选错了文件。请拆分或删减。",
        "en": "More than {limit} entries up to this line. Is it the right file? Split it or shorten it."},
    "hostile.rows": {
        "zh": "超过 {limit} 行，不再读取。请核对是否选错了文件，或拆分。",
        "en": "More than {limit} rows; the rest is not read. Is it the right file? Split it otherwise."},
    "hostile.columns": {
        "zh": "表头有 {found} 列，最多 {limit} 列。请核对分隔符和文件。",
        "en": "The heading has {found} columns; at most {limit} are read. Check the separator and the file."},
    "hostile.more": {
        "zh": "问题太多，只列出前 {limit} 处；请先改正这些，再检查一次。",
        "en": "Too many faults; the first {limit} are listed. Mend these and check again."},
    "hostile.surrogate": {
        "zh": "含有无法写成文字的字符编码（\\u{code}）；请在源程序中重新导出。",
        "en": "It holds a code that stands for no character (\\u{code}); export the file anew."},
    "hostile.json_deep": {
        "zh": "嵌套超过 {limit} 层。", "en": "Nested more than {limit} levels deep."},
}
