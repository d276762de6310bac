"""Draw ``docs/gallery``: documents, page, maps and charts as their readers see them.

``python docs/build_gallery.py`` writes the report of one scenario in both languages and the
ready-made maps, lets LibreOffice, poppler and Chromium show them, and keeps chosen pages as small
pictures. Run it after a change of the documents; programs of another version draw a little
differently, so that no test compares its pictures.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

from corridors.analysis.access.compare import access
from corridors.analysis.access.model import chosen
from corridors.analysis.access.summary import summarise
from corridors.analysis.compare import compare
from corridors.cartography.load import embedded_maps, load_map
from corridors.drawing.fonts import font_path
from corridors.report.access.picture import access_map
from corridors.report.cartography.make import Wishes, map_files
from corridors.report.documents import documents
from corridors.scenario.model import load_scenario

GALLERY = Path(__file__).parent / "gallery"
SCENARIO = "pinglu_canal"
OPENED = "as_built_2022_2026"
WIDTH_PX = 1400
MAX_COLOURS = 200


def environment(home: Path) -> dict[str, str]:
    """Environment in which the programs find the Chinese font."""
    config = home / "fonts.conf"
    config.write_text(f'<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
                      '<include ignore_missing="yes">/etc/fonts/fonts.conf</include>'
                      f"<dir>{font_path().parent}</dir>"
                      f"<cachedir>{home}/cache</cachedir></fontconfig>", encoding="utf-8")
    return {**os.environ, "HOME": str(home), "FONTCONFIG_FILE": str(config)}


def keep(picture: bytes, name: str) -> None:
    """Put a picture into the gallery, at most so wide and with few colours."""
    with Image.open(io.BytesIO(picture)) as read:
        image = read.convert("RGB")
    if image.width > WIDTH_PX:
        image = image.resize((WIDTH_PX, round(image.height * WIDTH_PX / image.width)),
                             Image.Resampling.LANCZOS)
    small = image.quantize(MAX_COLOURS, Image.Quantize.MEDIANCUT, kmeans=2,
                           dither=Image.Dither.NONE)
    small.save(GALLERY / f"{name}.png", optimize=True)


def pages(document: Path, folder: Path, env: dict[str, str], most: int) -> list[Path]:
    """The first pages of an office document as PNG."""
    office = shutil.which("soffice") or "libreoffice"
    kind = {".xlsx": "calc", ".docx": "writer", ".pptx": "impress"}[document.suffix]
    chosen = f'pdf:{kind}_pdf_Export:{{"PageRange":{{"type":"string","value":"1-{most}"}}}}'
    subprocess.run([office, f"-env:UserInstallation={(folder / 'office').as_uri()}", "--headless",
                    "--convert-to", chosen, "--outdir", str(folder), str(document)],
                   check=True, env=env, stdout=subprocess.DEVNULL)
    stem = folder / f"{document.stem}-{document.suffix[1:]}"
    (folder / f"{document.stem}.pdf").rename(stem.with_suffix(".pdf"))
    subprocess.run(["pdftoppm", "-r", "80", "-l", str(most), "-png", str(stem.with_suffix(".pdf")),
                    str(stem)], check=True)
    return sorted(folder.glob(f"{stem.name}-*.png"))


def sheet(found: list[Path], columns: int) -> bytes:
    """Several pages on one picture, a thin line around each."""
    images = [Image.open(path).convert("RGB") for path in found]
    width, height = max(i.width for i in images), max(i.height for i in images)
    rows = -(-len(images) // columns)
    whole = Image.new("RGB", (columns * (width + 16), rows * (height + 16)), "#8a8a8a")
    for n, image in enumerate(images):
        whole.paste(image, (8 + n % columns * (width + 16), 8 + n // columns * (height + 16)))
    stream = io.BytesIO()
    whole.save(stream, "PNG")
    return stream.getvalue()


def screenshot(page: Path, env: dict[str, str], lang: str) -> bytes:
    """The page as a browser opens it from disk."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), env=env,
                                       args=["--no-sandbox", "--disable-gpu"])
        view = browser.new_page(viewport={"width": 1400, "height": 900})
        view.goto(f"{page.as_uri()}#lang={lang}")
        view.wait_for_timeout(1500)
        picture = view.screenshot()
        browser.close()
    return bytes(picture)


def county_access() -> bytes:
    """Hours to high-speed stations before and after what opened."""
    result = access(load_scenario(OPENED), hubs=False)
    drawn = access_map(result, summarise(result), chosen("high_speed_station_h"), "zh")
    assert drawn is not None
    return drawn


def readme() -> str:
    """Page of the gallery."""
    lines = ["# 样张 Gallery", "",
             "由 `python docs/build_gallery.py` 生成：情景“平陆运河通航前后”的汇报材料，",
             "全部现成地图，以及县域可达性图。",
             "地图未经送审，审图号留空。",
             "Made by `python docs/build_gallery.py`: the report of scenario `pinglu_canal` as",
             "LibreOffice and Chromium show it, every ready-made map, and the map of county",
             "access. The maps have not been reviewed; their approval number is blank.", ""]
    for title, prefix in (("汇报材料 Documents", ("docx", "pptx", "xlsx", "html")),
                          ("图 Figures", ("figure",)), ("地图 Maps", ("map",)),
                          ("县域可达性 County access", ("access",))):
        lines += [f"## {title}", ""]
        lines += [f"![{path.stem}]({path.name})\n" for path in sorted(GALLERY.glob("*.png"))
                  if path.stem.startswith(prefix)]
    return "\n".join(lines).rstrip() + "\n"


def main() -> int:
    """Draw all of it."""
    shutil.rmtree(GALLERY, ignore_errors=True)
    GALLERY.mkdir()
    result = compare(load_scenario(SCENARIO))
    with tempfile.TemporaryDirectory() as name:
        for lang in ("zh", "en"):
            folder = Path(name) / lang
            folder.mkdir()
            env = environment(folder)
            for file, data in documents(result, lang, figures=lang == "zh").items():
                target = folder / file
                target.parent.mkdir(exist_ok=True)
                target.write_bytes(data)
                if target.parent.name == "figures":
                    keep(data, f"figure-{target.stem}")
            for form, columns, most in (("docx", 4, 8), ("pptx", 2, 10), ("xlsx", 2, 4)):
                found = pages(folder / f"{SCENARIO}.{form}", folder, env, most)
                keep(sheet(found[:most], columns), f"{form}-{lang}")
            keep(screenshot(folder / f"{SCENARIO}.html", env, lang), f"html-{lang}")
    for path in embedded_maps():
        (drawn,) = map_files(load_map(path), Wishes(dpi=110, formats=("png",))).values()
        keep(drawn, f"map-{path.stem}")
    keep(county_access(), "access-high_speed_station")
    (GALLERY / "README.md").write_text(readme(), encoding="utf-8")
    for old in sorted(GALLERY.glob("*.png")):
        print(f"{old.name} {old.stat().st_size // 1000} kB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
