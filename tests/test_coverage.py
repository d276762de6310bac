"""Coverage of plans: promised against delivered, on a register whose answers are known by hand."""

from __future__ import annotations

import csv
import io
import json
import os
import re
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from rich.cells import cell_len
from rich.console import Console

from corridors.analysis.coverage import (
    RANKS,
    VERDICTS,
    Item,
    counts,
    coverage,
    judge,
    newest,
    stage_on,
)
from corridors.cli.main import main
from corridors.messages import say
from corridors.projects.model import STAGES
from corridors.projects.plans import read_actions, read_plans
from corridors.projects.register import Register, register
from corridors.report.plans import coverage_csv, item_rows, print_coverage, verdict_text

TOY = Path(__file__).parent / "toy_register"
PLANS = Path(os.environ.get("CORRIDORS_PLANS") or
             Path(__file__).parents[2] / "shared" / "plans")
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def toy_items(date: str) -> dict[tuple[str, str], Item]:
    projects = Register(TOY / "projects").all()
    items = coverage(projects, read_plans(TOY), read_actions(TOY), date)
    return {(item.plan, item.project.id): item for item in items}


# project of toy_plan: promised stage, and (reached, verdict) at mid 2023, end of 2024, mid 2026
VERDICTS_BY_HAND = {
    "done_line": ("construction", ("construction", "under_way"), ("opened", "done"),
                  ("opened", "done")),
    "building_line": ("construction", ("unknown", "unknown"), ("construction", "under_way"),
                      ("construction", "under_way")),
    "stuck_line": ("construction", ("preliminary", "not_started"),
                   ("preliminary", "not_started"), ("preliminary", "late")),
    "overdue_port": ("construction", ("unknown", "unknown"), ("unknown", "unknown"),
                     ("construction", "late")),
    "study_line": ("study", ("study", "as_promised"), ("study", "as_promised"),
                   ("study", "as_promised")),
    "idea_line": ("preliminary", ("idea", "not_started"), ("idea", "not_started"),
                  ("idea", "late")),
    "whole_road": ("construction", ("planned", "not_started"), ("construction", "under_way"),
                   ("opened", "done")),
    "lost_air": ("ongoing", ("unknown", "unknown"), ("unknown", "unknown"),
                 ("unknown", "unknown")),
    "more_trains": ("ongoing", ("unknown", "unknown"), ("unknown", "unknown"),
                    ("ongoing", "under_way")),
}


@pytest.mark.parametrize(("i", "date"), [
    (0, "2023-06-30"), (1, "2024-12-31"), (2, "2026-06-30")])
@pytest.mark.parametrize("name", VERDICTS_BY_HAND)
def test_verdicts_by_hand(name: str, i: int, date: str) -> None:
    promised, *expected = VERDICTS_BY_HAND[name]
    item = toy_items(date)["toy_plan", name]
    assert (item.promised, (item.reached, item.verdict)) == (promised, expected[i])


def test_items_are_those_that_a_plan_names() -> None:
    found = toy_items("2026")
    assert {name for plan, name in found if plan == "toy_plan"} == set(VERDICTS_BY_HAND)
    assert [name for plan, name in found if plan == "other_plan"] == ["building_line"]


def test_what_is_no_newer_than_the_plan_says_nothing() -> None:
    """The plan of 2022-11-30 wants works; a study of that month is no answer, a later one is."""
    items = {}
    for as_of in ("2022-11", "2022-11-30", "2022-12"):
        project = Register(TOY / "projects").get("stuck_line")
        status = project.file.status.model_copy(update={"as_of": as_of})
        project = replace(project, file=project.file.model_copy(update={"status": status}))
        (items[as_of],) = coverage([project], read_plans(TOY), read_actions(TOY), "2026-06")
    assert [item.verdict for item in items.values()] == ["unknown", "unknown", "late"]
    assert {item.reached for item in items.values()} == {"preliminary"}


def test_an_item_of_two_sentences_owes_the_stricter_promise() -> None:
    item = toy_items("2026")["toy_plan", "building_line"]
    assert [m.action for m in item.mentions] == ["建设", "规划建设"]
    assert item.sections == ("B", "A")
    other = toy_items("2026")["other_plan", "building_line"]
    assert (other.promised, other.verdict) == ("study", "under_way")


@pytest.mark.parametrize(("name", "confirmed"), [
    ("stuck_line", True),  # preliminary as of 2026-03, the horizon passed with 2025
    ("idea_line", False),  # an idea as of 2025-01: works may have begun since
    ("overdue_port", True),  # being built as of 2026-02, to open in 2025-06
])
def test_late_is_confirmed_by_what_is_newer(name: str, *, confirmed: bool) -> None:
    item = toy_items("2026-06")["toy_plan", name]
    assert (item.verdict, item.confirmed) == ("late", confirmed)
    assert ("未见" in verdict_text(item, "zh")) is not confirmed


@pytest.mark.parametrize(("date", "opened"), [("2023-06", 0), ("2024", 1), ("2026-03", 2)])
def test_parts_count(date: str, opened: int) -> None:
    item = toy_items(date)["toy_plan", "whole_road"]
    assert (item.parts, item.opened, item.modelled) == (2, opened, True)


@pytest.mark.parametrize(("date", "due"), [("2025-06-30", ""), ("2025-07-01", "opening"),
                                           ("2025-12-31", "opening")])
def test_an_opening_known_by_its_month_is_late_after_it(date: str, due: str) -> None:
    found = judge("construction", "construction", planned="2025-06", horizon="2025-12-31",
                  date=date)
    assert found == (("late", due) if due else ("under_way", ""))


@pytest.mark.parametrize(("as_of", "verdict"), [
    ("2025-06", "unconfirmed"), ("2025-06-30", "unconfirmed"), ("2025-07", "late"),
    ("2025-12", "late")])
def test_a_page_from_before_the_opening_cannot_tell_whether_it_came(as_of: str,
                                                                    verdict: str) -> None:
    assert judge("construction", "construction", planned="2025-06", horizon="2025-12-31",
                 date="2025-12-31", as_of=as_of) == (verdict, "opening" * (verdict == "late"))


def test_a_status_of_before_the_plan_leaves_a_passed_opening_to_be_confirmed() -> None:
    """Works as of 2020-12 and an opening planned for 2024-12: due, nobody can tell."""
    def found(date: str, *, stale: bool = True) -> str:
        return judge("construction", "construction", planned="2024-12", horizon="2025-12-31",
                     date=date, as_of="2020-12", stale=stale)[0]

    assert [found("2024-12-31"), found("2025-01-01")] == ["unknown", "unconfirmed"]
    assert found("2024-12-31", stale=False) == "under_way"
    items = coverage(register().all(), read_plans(), read_actions(), "2026-11-22")
    (road,) = (item for item in items if item.project.id == "wangmo_leye")
    assert (road.reached, road.verdict) == ("construction", "unconfirmed")


def test_horizon_is_over_the_day_after() -> None:
    def late(date: str, horizon: str | None = "2025-12-31") -> bool:
        return judge("construction", "study", planned=None, horizon=horizon,
                     date=date)[0] == "late"

    assert not late("2025-12-31")
    assert late("2026-01-01")
    assert not late("2040-01-01", None)


def test_more_progress_is_never_a_worse_verdict() -> None:
    """From stage to stage the verdict climbs, whatever was promised."""
    order = ["late", "not_started", "as_promised", "under_way", "done"]
    stages = sorted(RANKS, key=lambda stage: RANKS[stage])
    cases = 0
    for promised in RANKS:
        for date in ("2025-06-30", "2026-06-30"):
            found = [order.index(judge(promised, reached, planned=None, horizon="2025-12-31",
                                       date=date)[0]) for reached in stages]
            assert found == sorted(found), promised
            cases += 1
    assert cases == 2 * len(RANKS)
    assert {*RANKS, "unknown"} == set(STAGES)


def test_a_stage_before_its_date_is_not_made_up() -> None:
    reg = Register(TOY / "projects")
    assert stage_on(reg.get("building_line"), "2024-06-29") == "unknown"
    assert stage_on(reg.get("building_line"), "2024-06-30") == "construction"
    assert stage_on(reg.get("done_line"), "2024-05-19") == "construction"
    assert stage_on(reg.get("overdue_port"), "2025-12-31") == "construction"  # begun in 2025
    assert stage_on(reg.get("overdue_port"), "2025-12-30") == "unknown"
    assert stage_on(reg.get("done_line"), "2024-05-20") == "opened"
    assert stage_on(reg.get("more_trains"), "2025-02-28") == "unknown"


# ---- counts
def test_counts_add_up() -> None:
    items = list(toy_items("2026-06-30").values())
    (whole, other) = counts(items, "plan")
    assert (whole.items, whole.modelled, other.items) == (9, 3, 1)
    assert dict(whole.verdicts) == {"done": 2, "under_way": 2, "as_promised": 1,
                                    "not_started": 0, "late": 3, "unconfirmed": 0,
                                    "unknown": 1}
    modes = [(c.group, c.items) for c in counts(items, "mode") if c.plan == "toy_plan"]
    assert modes == [("road", 1), ("rail", 6), ("port", 1), ("air", 1)]
    sections = {c.group: c.items for c in counts(items, "section") if c.plan == "toy_plan"}
    assert sections == {"A": 6, "B": 4}  # one item stands in both


def test_newest_status() -> None:
    assert newest(Register(TOY / "projects").all()) == "2026-03"
    assert newest([]) == ""


# ---- screens
def toy_screen(width: int, lang: str, by: str | None = None) -> list[str]:
    stream = io.StringIO()
    print_coverage(Console(file=stream, width=width, highlight=False),
                   list(toy_items("2026-06-30").values()), read_plans(TOY), by, "2026-06-30",
                   lang, given=False)
    return stream.getvalue().splitlines()


@pytest.mark.parametrize("width", [40, 60, 100, 160])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_line_is_wider_than_the_window(width: int, lang: str) -> None:
    lines = toy_screen(width, lang)
    assert max(map(cell_len, lines)) <= width
    if width == 160:  # elsewhere the words fold
        text = " ".join(lines)
        assert ("（2 段已通 2 段）" if lang == "zh" else "(2 of 2 opened)") in text


@pytest.mark.parametrize("width", [80, 100, 115, 130, 131, 145, 170, 200])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_column_is_cut_off(width: int, lang: str) -> None:
    """Every row of the embedded register keeps its verdict, the last column."""
    stream = io.StringIO()
    projects = register().all()
    items = coverage(projects, read_plans(), read_actions(), newest(projects))
    print_coverage(Console(file=stream, width=width, highlight=False), items, read_plans(), None,
                   "2026-11", lang, given=True)
    lines = stream.getvalue().splitlines()
    assert max(map(cell_len, lines)) <= width
    heads = [line for line in lines if say("head.promised", lang) in line
             and say("head.section", lang) in line]
    assert heads
    assert all(say("head.judged", lang) in line for line in heads if line.startswith(" ")
               and not line.startswith("  "))


@pytest.mark.parametrize(("lang", "words"), [("zh", "滞后（过规划期）"),
                                             ("en", "late (horizon passed)")])
def test_the_row_of_a_late_item(lang: str, words: str) -> None:
    name = {"zh": "未动工铁路", "en": "Line not begun"}[lang]
    (row,) = [line for line in toy_screen(160, lang) if name in line and "A " in line]
    assert words in row


def test_reasons_of_items_that_are_not_modelled() -> None:
    lines = toy_screen(160, "zh")
    assert "未建模事项（6 项）及原因" in lines
    assert "·研究铁路：试" in lines


def test_counts_only() -> None:
    lines = toy_screen(160, "zh", "section")
    assert not [line for line in lines if "研究铁路" in line]
    assert next(line.split() for line in lines if line.lstrip().startswith("全部"))[:2] == [
        "全部", "9"]


def test_csv_has_one_row_an_item_and_plan() -> None:
    items = list(toy_items("2026-06-30").values())
    text = coverage_csv(items, None, "2026-06-30").decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [(row["plan"], row["id"]) for row in rows] == [
        (item.plan, item.project.id) for item in items]
    (row,) = [row for row in rows if row["id"] == "whole_road"]
    assert (row["parts"], row["parts_opened"], row["verdict"], row["due"]) == (
        "2", "2", "done", "")
    assert item_rows(items, "2026")[0]["date"] == "2026"


# ---- the embedded register
def run(*args: str, code: int = 0) -> str:
    done = CliRunner().invoke(main, ["plans", *args])
    assert done.exit_code == code, done.output
    return done.stdout


def test_every_item_of_the_register_has_its_row() -> None:
    data = json.loads(run("--format", "json"))
    wanted = {(m.plan, p.id) for p in register().all() for m in p.file.named_in
              if m.reading == "main" and not p.file.part_of}
    assert {(row["plan"], row["id"]) for row in data["items"]} == wanted
    assert len(data["items"]) == len(wanted) > 3
    assert all(row["promised"] and row["verdict"] in VERDICTS for row in data["items"])
    assert data["date"] == newest(register().all())
    assert sum(row["items"] for row in data["counts"]) == len(wanted)
    assert all(sum(row[v] for v in VERDICTS) == row["items"] for row in data["counts"])


def test_one_plan_and_an_earlier_date() -> None:
    rows = list(csv.DictReader(io.StringIO(run("guangxi_2022", "--date", "2023-08-30",
                                               "--format", "csv"))))
    assert {row["plan"] for row in rows} == {"guangxi_2022"}
    (row,) = [row for row in rows if row["id"] == "guiyang_nanning_hsr"]
    assert (row["verdict"] == "done", row["opening_actual"]) == (False, "2023-08-31")


@pytest.mark.parametrize("by", ["plan", "mode", "section"])
def test_groups_on_screen_and_as_data(by: str) -> None:
    text = run("--by", by, "--lang", "en")
    heads = [line for line in text.splitlines() if "Items" in line]
    assert heads
    assert not any(CHINESE.search(line) for line in heads)
    rows = list(csv.DictReader(io.StringIO(run("--by", by, "--format", "csv"))))
    assert rows
    assert {row["by"] for row in rows} == {by}


def test_the_screen_says_which_date() -> None:
    assert run().splitlines()[0].startswith(f"截至 {newest(register().all())}（")
    assert run("--date", "2024").splitlines()[0] == "截至 2024"


@pytest.mark.parametrize(("args", "words"), [
    (["guangxi_2023"], "没有规划“guangxi_2023”"), (["--date", "autumn"], "autumn"),
])
def test_bad_questions(args: list[str], words: str) -> None:
    done = CliRunner().invoke(main, ["plans", *args])
    assert (done.exit_code, done.stdout) == (2, "")
    assert words in done.stderr


# ---- plans.yaml
def test_every_action_promises_one_thing() -> None:
    import yaml

    body = yaml.safe_load((Path(__file__).parents[1] / "data/plans.yaml").read_text("utf-8"))
    words = [word for many in body["actions"].values() for word in many]
    assert len(words) == len(set(words)) == len(read_actions())
    assert read_actions()["规划建设"] == "planned"
    assert read_actions()["开展前期工作"] == "preliminary"


def test_headings_and_units_stand_in_the_plans() -> None:
    if not PLANS.is_dir():
        pytest.skip("the texts of the plans are not part of the repository")
    files = {"guangxi_2022": "guangxi_2022_2025.txt", "wuzhou_2023": "wuzhou_2023_2025.txt"}
    assert set(files) == set(read_plans())
    for key, plan in read_plans().items():
        text = (PLANS / files[key]).read_text(encoding="utf-8")
        blocks = [re.split("[、，,]", block.replace("〔市、区〕", "〔市/区〕"))
                  for block in re.findall(r"责任单位[:：]([^）)]*)[）)]", text)]
        assert plan.horizon == "2025-12-31"
        assert len(plan.sections) > 4
        for number, section in plan.sections.items():
            assert (section.heading is None) <= (section.basis == "inferred"), number
            assert section.heading is None or section.heading.zh in text, number
            units = [unit.replace("〔市、区〕", "〔市/区〕") for unit in section.units]
            assert not units or units in blocks, number
