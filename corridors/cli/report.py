"""``corridors report``: Word, Excel, PowerPoint and a web page of a comparison."""

from __future__ import annotations

from pathlib import Path

import click

from corridors.cli.options import DEBUG, LANG, console
from corridors.cli.progress import progress
from corridors.cli.state import say_converted

TEMPLATE = click.Path(exists=False, dir_okay=False, path_type=Path)


@click.command()
@click.argument("scenario")
@click.option("--docx", is_flag=True, help="Write the Word document.")
@click.option("--xlsx", is_flag=True, help="Write the Excel workbook.")
@click.option("--pptx", is_flag=True, help="Write the PowerPoint slides.")
@click.option("--html", is_flag=True, help="Write the web page, in both languages.")
@click.option("--figures", is_flag=True, help="Write charts and maps as PNG as well.")
@click.option("--docx-template", type=TEMPLATE, default=None,
              help="Your own .docx for styles, header, footer and page.")
@click.option("--pptx-template", type=TEMPLATE, default=None,
              help="Your own .pptx for master, layouts and colours.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), default=None,
              help="Output folder; default output/<scenario>.")
@LANG
@DEBUG
def report(scenario: str, docx: bool, xlsx: bool, pptx: bool, html: bool, figures: bool,
           docx_template: Path | None, pptx_template: Path | None, out: Path | None,
           lang: str) -> None:
    """Write the briefing documents of a scenario; all four unless some are chosen.

    SCENARIO is the path of a scenario file or the name of an embedded one.
    汇报材料：Word、Excel、PowerPoint 和可离线打开的网页；不选则全部生成。
    """
    from corridors.analysis.compare import compare
    from corridors.cli.save import save
    from corridors.messages import say
    from corridors.report.documents import FIGURES, FORMS, documents
    from corridors.report.filenames import safe_name
    from corridors.scenario.model import load_scenario
    from corridors.textfile import check_targets

    given = {"docx": docx_template, "pptx": pptx_template}
    templates = {form: path for form, path in given.items() if path is not None}
    chosen = [form for form, on in zip(FORMS, (docx, xlsx, pptx, html), strict=True) if on]
    # A template asks for its document, too, where only some are chosen.
    forms = tuple(form for form in FORMS if not chosen or form in chosen or form in templates)
    read = load_scenario(scenario, strict=False)
    say_converted(read.file.compare.ends, lang)
    folder = out or Path("output") / safe_name(read.id)
    check_targets([*(folder / f"{safe_name(read.id)}.{form}" for form in forms),
                   *([folder / FIGURES / "map.png"] if figures else [])])
    with progress("progress.report", lang) as tick:
        files = documents(compare(read, tick=tick), lang, forms, templates, figures=figures,
                          tick=tick)
    save(folder, files, lang, "report", read)
    console().print(say("line.wrote", lang, folder=folder, files=", ".join(files)))
