"""Documents and pages as their reader sees them: LibreOffice, poppler and headless Chromium.

Where a program is missing the tests that need it are skipped with its name; with
``CORRIDORS_RENDER=required``, as in ``.ci/run``, that is a failure.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from corridors.drawing.fonts import font_path


def program(*names: str) -> str:
    """Path of the first program that is installed."""
    for name in names:
        if found := shutil.which(name):
            return found
    if os.environ.get("CORRIDORS_RENDER") == "required":
        pytest.fail(f"{names[0]} is not installed")
    return pytest.skip(f"{names[0]} is not installed")


def environment(folder: Path) -> dict[str, str]:
    """Environment in which programs find the Chinese font and a home of their own."""
    home = folder / "home"
    home.mkdir(exist_ok=True)
    config = home / "fonts.conf"
    config.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        '<include ignore_missing="yes">/etc/fonts/fonts.conf</include>'
        f"<dir>{font_path().parent}</dir>"
        f"<cachedir>{home / 'fonts'}</cachedir></fontconfig>", encoding="utf-8")
    return {**os.environ, "HOME": str(home), "FONTCONFIG_FILE": str(config)}


def to_pdf(path: Path, folder: Path) -> Path:
    """PDF of an office document, by LibreOffice."""
    folder.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(
        [program("soffice", "libreoffice"), f"-env:UserInstallation={(folder / 'office').as_uri()}",
         "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(path)],
        capture_output=True, encoding="utf-8", check=False, timeout=180, env=environment(folder))
    target = folder / f"{path.stem}.pdf"
    assert done.returncode == 0, done.stderr
    assert target.is_file(), done.stderr
    return target


def to_pages(pdf: Path, folder: Path, dpi: int = 60) -> list[Path]:
    """PNG pictures of the pages of a PDF, in their order."""
    folder.mkdir(parents=True, exist_ok=True)
    subprocess.run([program("pdftoppm"), "-r", str(dpi), "-png", str(pdf), str(folder / "page")],
                   check=True, timeout=120)
    return sorted(folder.glob("page*.png"))


def pdf_text(pdf: Path) -> str:
    """Text of a PDF."""
    done = subprocess.run([program("pdftotext"), "-layout", str(pdf), "-"], check=True,
                          capture_output=True, encoding="utf-8", timeout=60)
    return done.stdout


@contextmanager
def browser(folder: Path) -> Iterator[Any]:
    """A headless Chromium without a network, closed afterwards."""
    executable = program("chromium", "chromium-browser", "google-chrome")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        running = play.chromium.launch(
            executable_path=executable, env=environment(folder),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking",
                  "--disable-component-update", "--disable-sync", "--no-first-run"])
        try:
            yield running
        finally:
            running.close()
