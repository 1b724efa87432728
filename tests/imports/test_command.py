import json
from collections.abc import Callable, Iterable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask
from openpyxl import load_workbook
from sqlalchemy import func

from partner_hub.core.db import db
from partner_hub.imports.models import Import
from partner_hub.needs.models import Need
from partner_hub.offerings.models import Offering
from partner_hub.partners.models import Partnership
from partner_hub.quarters.closing import close_quarter
from partner_hub.vocabulary.meeting import MeetingState
from partner_hub.vocabulary.workbook_import import ImportState
from tests.imports.conftest import NEEDS, OFFERINGS, UNITS, Rows, workbook
from tests.support.gathering import community
from tests.support.records import a_meeting
from tests.support.world import World

Hub = Callable[..., Result]
REPEATED = ["柳岸区法院", "党政机关", "", "柳岸路1号", "岳山", "季怀瑾", "0591-83000001", "", ""]


@pytest.fixture
def hub(app: Flask, world: World, monkeypatch: pytest.MonkeyPatch) -> Hub:
    monkeypatch.setenv("LANG", "C.UTF-8")

    def run(*words: str) -> Result:
        return app.test_cli_runner().invoke(args=["hub", *words, "--community", "柳岸社区"])

    return run


@pytest.fixture
def file(tmp_path: Path) -> Callable[[Rows], str]:
    def write(rows: Rows) -> str:
        target = tmp_path / "清单.xlsx"
        target.write_bytes(workbook(rows))
        return str(target)

    return write


def number_of(kind: type) -> int:
    return db.session.scalar(db.select(func.count()).select_from(kind)) or 0


def exported(hub: Hub, kind: str) -> list[dict[str, Any]]:
    result = hub("export", kind)
    assert result.exit_code == 0
    found: list[dict[str, Any]] = json.loads(result.output)
    return found


def test_it_brings_a_workbook_in_and_tells_every_doubt_with_its_row(hub: Hub, file: Callable[[Rows], str]) -> None:
    result = hub("import", "units", file(UNITS))
    assert result.exit_code == 0
    assert "3 new" in result.output
    assert "left out" not in result.output.splitlines()[0]
    assert "Row 7: doubt: Unified social credit code: 31350000MD00000000" in result.output
    assert "Row 8: refused, there is no name in it" in result.output
    assert "Everything has been brought in." in result.output
    assert number_of(Partnership) == 6


def test_rows_with_an_open_question_wait_and_the_others_come_in(hub: Hub, file: Callable[[Rows], str]) -> None:
    name = file([*UNITS, REPEATED])
    result = hub("import", "units", name)
    assert result.exit_code == 0
    assert (
        "Row 9: What shall become of this row? (open; proposal: The same as row 3: put both together)" in result.output
    )
    assert result.output.splitlines()[-1] == "What was answered has been brought in. 1 row waits for an answer."
    assert (number_of(Partnership), number_of(Import)) == (6, 1)

    assert hub("import", "units", name, "--accept-proposals").exit_code == 0
    assert (number_of(Partnership), number_of(Import)) == (6, 1)
    found = db.session.scalars(db.select(Import)).one()
    assert (found.state, found.waiting) == (ImportState.CONFIRMED, 0)


def test_json_tells_what_became_of_each_row_of_data(hub: Hub, file: Callable[[Rows], str]) -> None:
    told = json.loads(hub("import", "units", file([*UNITS, REPEATED]), "--format", "json").output)
    assert [(row["row"], row["outcome"]) for row in told["rows"]] == [
        *[(3, "new"), (4, "new"), (6, "unchanged"), (7, "new"), (8, "refused"), (9, "waiting")]
    ]
    assert (told["waiting"], told["rows"][4]["why"], told["rows"][5]["record"]) == (1, "there is no name in it", None)
    assert {row["sheet"] for row in told["rows"]} == {"清单"}
    court = told["rows"][0]["record"]
    assert db.session.get_one(Partnership, court).name == "江州市柳岸区人民法院"

    told = json.loads(hub("import", "units", file([*UNITS, REPEATED]), "--accept-proposals", "--format", "json").output)
    assert [(row["outcome"], row["record"]) for row in told["rows"] if row["row"] in {3, 9}] == [
        *[("unchanged", court), ("merged", court)]
    ]
    assert [alias.name for alias in db.session.get_one(Partnership, court).aliases] == ["柳岸区法院"]


def test_a_question_without_a_proposal_lets_its_row_wait(hub: Hub, file: Callable[[Rows], str]) -> None:
    result = hub("import", "offerings", file(OFFERINGS), "--accept-proposals", "--format", "json")
    assert result.exit_code == 0
    told = json.loads(result.output)
    proposed = next(row for row in told["rows"] if row["row"] == 5)["questions"][0]["proposal"]
    assert told["waiting"] == (0 if proposed else 1)
    assert number_of(Offering) == 4 - told["waiting"]


def test_rows_that_wait_are_listed_with_their_proposals(hub: Hub, file: Callable[[Rows], str]) -> None:
    hub("import", "units", file([*UNITS, REPEATED]))
    (row,) = json.loads(hub("waiting", "--format", "json").output)["rows"]
    assert (row["file"], row["kind"], row["sheet"], row["row"], row["name"]) == (
        *("清单.xlsx", "units", "清单", 9, "柳岸区法院"),
    )
    (question,) = row["questions"]
    assert (question["field"], question["proposal"]) == ("row", "merge")
    assert [(each["value"], each["label"]) for each in question["choices"]] == [
        ("merge", "The same as row 3: put both together"),
        ("new", "Something new: register it"),
        ("skip", "Leave this row out"),
    ]
    told = hub("waiting").output.splitlines()
    assert told[0] == "清单.xlsx, 清单, row 9: 柳岸区法院"
    assert told[-1] == "1 rows wait for an answer."


def test_a_dry_run_writes_nothing(hub: Hub, file: Callable[[Rows], str]) -> None:
    result = hub("import", "needs", file(NEEDS), "--dry-run")
    assert result.exit_code == 0
    assert "2 new" in result.output
    assert "Nothing was written." in result.output
    assert (exported(hub, "needs"), number_of(Import)) == ([], 0)


def test_the_same_file_again_changes_nothing(hub: Hub, file: Callable[[Rows], str]) -> None:
    name = file(NEEDS)
    hub("import", "needs", name)
    before = exported(hub, "needs")
    result = hub("import", "needs", name)
    assert (result.exit_code, "Nothing in this file is new." in result.output) == (0, True)
    assert exported(hub, "needs") == before
    assert number_of(Import) == 1


@pytest.mark.parametrize("words", [("import", "units"), ("export", "units")])
def test_an_unknown_community_is_said(
    app: Flask, world: World, file: Callable[[Rows], str], words: Iterable[str]
) -> None:
    more = [file(UNITS)] if "import" in words else []
    result = app.test_cli_runner().invoke(args=["hub", *words, *more, "--community", "无此社区"])
    assert result.exit_code == 1
    assert "无此社区" in result.output


def test_what_is_no_workbook_is_said(hub: Hub, tmp_path: Path) -> None:
    target = tmp_path / "x.xlsx"
    target.write_bytes(b"x" * 100)
    result = hub("import", "units", str(target))
    assert result.exit_code == 1
    assert "This is not an Excel workbook (.xlsx)." in result.output


def test_units_leave_with_their_excel_row_and_the_check_of_their_code(hub: Hub, file: Callable[[Rows], str]) -> None:
    hub("import", "units", file(UNITS))
    found = {unit["name"]: unit for unit in exported(hub, "units")}
    lawyers = found["江州云杉律师事务所"]
    assert lawyers["source"] == {"file": "清单.xlsx", "sheet": "清单", "row": 7, "duplicate_rows": []}
    assert (lawyers["credit_code"], lawyers["credit_code_valid"]) == ("31350000MD00000000", False)
    assert lawyers["credit_code_correct"][:17] == "31350000MD0000000"
    assert found["江州蓝鹊餐饮管理有限公司"]["phones"] == ["13800000002"]
    assert found["江州市第二医院"]["source"] is None


def test_the_words_of_the_file_stand_beside_our_coding(hub: Hub, file: Callable[[Rows], str]) -> None:
    hub("import", "offerings", file(OFFERINGS[:4]))
    hub("import", "needs", file(NEEDS))
    offering, need = exported(hub, "offerings")[0], exported(hub, "needs")[0]
    assert (offering["unit_name"], offering["category"], offering["category_code"]) == (
        "江州市第二医院",
        "健康义诊",
        "医疗健康",
    )
    assert (offering["audience"], offering["audience_codes"], offering["valid_to"]) == (
        "老年人",
        ["老年人"],
        "2026-12-31",
    )
    assert (need["raised_on"], need["deadline"], need["beneficiary_count"]) == ("2025-06-12", "2025-08-31", 20)
    assert (need["source_unit_id"], need["source_unit_name"], need["source"]["row"]) == (None, None, 2)


def test_json_is_readable_and_excel_comes_in_again(hub: Hub, file: Callable[[Rows], str], tmp_path: Path) -> None:
    hub("import", "needs", file(NEEDS))
    plain, sheet = tmp_path / "needs.json", tmp_path / "needs.xlsx"
    assert hub("export", "needs", "--output", str(plain)).exit_code == 0
    assert "陪诊没人" in plain.read_text(encoding="utf-8")
    assert hub("export", "needs", "--format", "xlsx", "--output", str(sheet)).exit_code == 0
    assert load_workbook(BytesIO(sheet.read_bytes())).active is not None
    again = hub("import", "needs", str(sheet), "--dry-run")
    assert "2 same as existing" in again.output


def test_the_same_file_again_leaves_what_was_carried_over_where_it_is(
    hub: Hub, file: Callable[[Rows], str], world: World
) -> None:
    name = file(NEEDS)
    hub("import", "needs", name)
    quarters = sorted({(need.year or 0, need.quarter or 0) for need in db.session.scalars(db.select(Need))})
    for year, quarter in quarters:
        a_meeting(world, year=year, quarter=quarter, state=MeetingState.MINUTES_SIGNED)
        close_quarter(world.actor("secretary"), community(world), (year, quarter))
    db.session.commit()
    before = exported(hub, "needs")
    changed = [[*row[:-1], f"{row[-1]}补充"] if number else row for number, row in enumerate(NEEDS)]
    for each in (name, file(changed)):
        hub("import", "needs", each, "--accept-proposals")
    after = exported(hub, "needs")
    assert [each["quarter"] for each in after[: len(before)]] == [each["quarter"] for each in before]
    assert not {each["quarter"] for each in after} & {f"{year}Q{quarter}" for year, quarter in quarters}
