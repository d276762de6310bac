"""``corridors migrate``: files of an older form brought into today's."""

from __future__ import annotations

from pathlib import Path

import click

from corridors.cli.options import DEBUG, LANG


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what would change, and write nothing.")
@LANG
@DEBUG
def migrate(files: tuple[Path, ...], dry_run: bool, lang: str) -> None:
    """Bring scenario, project, map and parameter files of an older form into today's.

    Old files are read without this as well; newer ones than the package knows are refused. All
    FILES are rewritten or none. Comments stay where only lines change that must; else the old file
    is kept beside the new one as FILE.bak. 把旧格式的文件改写为当前格式。
    """
    from corridors.messages import say
    from corridors.rewriting import kept_as, plan, write

    planned = plan(files)
    if not dry_run:
        write(planned)
    for item in planned:
        if not item.content:
            click.echo(say("migrate.current", lang, file=item.path, number=item.current))
            continue
        click.echo(say("migrate.would" if dry_run else "migrate.done", lang, file=item.path,
                       found=item.found, number=item.current))
        for note in item.notes:
            click.echo(f"  {say(note.key, lang, **note.values)}")
        if not item.comments:
            click.echo("  " + say("migrate.comments", lang, kept=kept_as(item.path).name))
