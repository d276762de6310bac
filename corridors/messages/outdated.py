"""Messages of outputs that are out of date."""

from __future__ import annotations

OUTDATED: dict[str, dict[str, str]] = {
    "output_busy": {
        "zh": "另一个正在运行的程序一直在写入该文件夹。请等它结束后重试，或用 --out 另选文件夹。原有输出未改动。",
        "en": "Another run has been writing into this folder all the while. Try again when it has "
              "finished, or choose another folder with --out. Earlier output is untouched."},
}
