"""Messages of older forms of files."""

from __future__ import annotations

MIGRATIONS: dict[str, dict[str, str]] = {
    "migration.number": {
        "zh": "schema 应为文件格式编号（正整数，当前为 {current}），现为“{found}”。",
        "en": "schema must be the number of the file's form (a whole number above zero, today "
              "{current}), found “{found}”."},
    "migration.newer": {
        "zh": "该文件的格式编号是 {found}，本软件只认识到 {current}。请升级软件后再用；不要直接改小编号，否则新格式的内容会被误读。",
        "en": "The file is of form {found}; this package knows forms up to {current}. Update the "
              "package. Do not lower the number by hand: what the newer form means would be "
              "misread."},
    "migration.lost": {
        "zh": "该文件的格式编号是 {found}，本软件已不能把它转成当前格式 {current}。请先用较早的版本转换。",
        "en": "The file is of form {found}, which this package can no longer bring into today's "
              "form {current}. Bring it forward with an earlier version first."},
    "migration.no_number": {
        "zh": "文件没有 schema 行，按最早的格式读取；已补上 schema: 1，其余内容含义不变。",
        "en": "The file has no line schema and is read as one of the very first form; schema: 1 "
              "is added, all else means the same."},
    "migrate.current": {"zh": "{file}：已是当前格式（schema: {number}），未改动。",
                        "en": "{file}: of today's form (schema: {number}), untouched."},
    "migrate.done": {"zh": "{file}：已从格式 {found} 改写为格式 {number}。",
                     "en": "{file}: rewritten from form {found} to form {number}."},
    "migrate.would": {"zh": "{file}：将从格式 {found} 改写为格式 {number}（试运行，未写入）。",
                      "en": "{file}: would be rewritten from form {found} to form {number} "
                            "(nothing is written)."},
    "migrate.comments": {
        "zh": "这一步无法保留注释和行序，原文件另存为 {kept}。",
        "en": "This step cannot keep comments and the order of lines; the old file stays as "
              "{kept}."},
}
