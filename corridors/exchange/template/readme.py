"""The first sheet: how to fill in the others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from corridors.errors import Fault
from corridors.exchange.template import looks
from corridors.exchange.template.looks import Paper
from corridors.exchange.template.sheets import Sheet
from corridors.messages import say

WIDE = (3, 24, 92)


def write_readme(paper: Paper, page: Any, sheets: Sequence[Sheet],
                 made_from: tuple[str, str] | None, losses: Sequence[Fault],
                 stamp: str) -> None:
    """Steps, colours, rules, and what each sheet is for."""
    lang = paper.lang
    page.set_tab_color(looks.TABS["readme"])
    for i, wide in enumerate(WIDE):
        page.set_column(i, i, wide)
    body = paper.look(text_wrap=True)
    head = paper.look(bold=True, font_size=12, font_color=looks.ALWAYS, bottom=1,
                      bottom_color=looks.ALWAYS)
    page.write_string(0, 1, say("template.title", lang), paper.look(
        bold=True, font_size=16, font_color=looks.ALWAYS))
    page.set_row(0, 30)
    row = 1
    if made_from is not None:
        page.write_string(row, 1, say("template.made_from", lang, id=made_from[0],
                                      name=made_from[1]), paper.look(font_color="#595959"))
        row += 1

    def section(key: str) -> None:
        nonlocal row
        row += 1
        page.write_string(row, 1, say(key, lang), head)
        page.write_blank(row, 2, None, head)
        page.set_row(row, 20)
        row += 1

    def paragraph(text: str) -> None:
        nonlocal row
        page.merge_range(row, 1, row, 2, "", body)
        page.write_string(row, 1, text, body)
        page.set_row(row, 16 * looks.lines(text, WIDE[1] + WIDE[2] - 4) + 2)
        row += 1

    section("template.steps_head")
    for text in say("template.steps", lang).split("\n"):
        paragraph(text)
    section("template.colors_head")
    for required, key in (("always", "template.color_always"), ("part", "template.color_part"),
                          ("", "template.color_optional")):
        text = say(key, lang)
        page.merge_range(row, 1, row, 2, "", body)
        page.write_string(row, 1, text, paper.look(
            bold=True, font_color="#FFFFFF", bg_color=looks.HEADS[required], indent=1))
        row += 1
    section("template.rules_head")
    for text in say("template.rules", lang).split("\n"):
        paragraph(text)
    section("template.sheets_head")
    for sheet in sheets:
        name = say(f"filled_sheet.{sheet.key}", lang)
        page.write_url(row, 1, f"internal:'{name}'!A1", paper.look(
            font_color=looks.TABS[sheet.group], underline=1), name)
        page.write_string(row, 2, say(f"filled_about.{sheet.key}", lang), body)
        row += 1
    if losses:
        section("template.losses_head")
        for loss in losses:
            paragraph(loss.render(lang))
    row += 1
    page.write_string(row, 1, stamp, paper.look(font_color="#7F7F7F", font_size=9))
    paper.print_set_up(page, say("filled_sheet.readme", lang), 1, 3)
    page.set_portrait()
