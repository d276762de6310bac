"""``corridors validate``: the model against published times and distances."""

from __future__ import annotations

from pathlib import Path

import click

from corridors.cli.options import DEBUG, FORMAT, LANG, console
from corridors.cli.progress import progress


@click.command()
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), default=None,
              help="Write validation.csv, validation.json and validation.png into this folder.")
@click.option("--strict", is_flag=True,
              help="Exit with 1 where the checking half misses a target that can be claimed.")
@FORMAT
@LANG
@DEBUG
def validate(out: Path | None, strict: bool, form: str, lang: str) -> None:
    """Hold the model against published journey times and distances.

    模型与公布的时间、里程对照：按用户与方式统计误差，分拟合半与检验半。
    """
    from corridors.analysis.validation.run import validate as validated
    from corridors.errors import CheckError, fault
    from corridors.messages import listed, say
    from corridors.report.validation import print_validation, validation_csv, validation_json

    with progress("progress.validate", lang) as tick:
        result = validated(tick=tick)
        files = {"validation.csv": validation_csv(result),
                 "validation.json": validation_json(result)}
        if out is not None:
            from corridors.cli.save import save
            from corridors.report.validation_figure import validation_figure

            tick("progress.figure")
            save(out, {**files, "validation.png": validation_figure(result, lang)}, lang,
                 "validate")
    if form == "table":
        screen = console()
        print_validation(screen, result, lang)
        if out is not None:
            screen.print(say("line.wrote", lang, folder=out,
                             files=", ".join([*files, "validation.png"])))
    else:
        click.echo(files[f"validation.{form}"].decode("utf-8-sig"), nl=False)
    if strict and result.failed:
        raise CheckError(fault("validation_failed", groups=listed(
            [say(f"target.{score.group}", lang) for score in result.failed], lang)))
