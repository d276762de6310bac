"""``corridors check``: every fault of data and files at once."""

from __future__ import annotations

from pathlib import Path

import click

from corridors.cli.options import DEBUG, FORMAT, LANG, console


@click.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--data", "with_data", is_flag=True,
              help="Check the data package as well, and show how much of it is published.")
@FORMAT
@LANG
@DEBUG
def check(files: tuple[Path, ...], with_data: bool, form: str, lang: str) -> None:
    """Check scenario, project and parameter files and tables; every fault at once.

    Without FILES the embedded data package, projects and scenarios are checked. Of a folder of
    results it is told which of them are out of date, edited by hand or not whole; scenario files
    of your own given beside it are those that they may be of.
    检查文件与数据；给出结果文件夹时，检查其中的结果是否过期、被改动或不完整。
    """
    from corridors.analysis.checks import Checked, check_embedded, check_files
    from corridors.errors import CheckError, Fault, InputError
    from corridors.inputfile import is_folder
    from corridors.messages import say
    from corridors.migrations import take_notes
    from corridors.report.quality import audit_csv, check_json, print_audit

    folders = [path for path in files if is_folder(path)]
    plain = [path for path in files if path not in folders]
    done, wrong = check_files(plain)
    for note in take_notes(every=True):
        click.echo(note.render(lang), err=True)
    faults: list[Fault] = list(wrong)
    current: list[Checked] = []
    for folder in folders:
        from corridors.analysis.outdated import check_folder

        still, old = check_folder(folder, plain)
        current, faults = [*current, *still], [*faults, *old]
    done += current
    seen = None
    if with_data or not files:
        package = check_embedded()
        done, seen = [*done, *package.checked], package.audit
        faults += package.faults
    if form == "json":
        content = check_json([item.render(lang) for item in done], faults, seen)
        click.echo(content.decode(), nl=False)
    elif form == "csv":
        if seen is not None:
            click.echo(audit_csv(seen).decode("utf-8-sig"), nl=False)
    else:
        for item in done if not faults else current:
            click.echo(say("check.ok", lang, what=item.render(lang)))
        if with_data and seen is not None:
            print_audit(console(), seen, lang)
    if faults:
        raise InputError(faults) if wrong else CheckError(faults)
