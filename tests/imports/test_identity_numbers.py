"""Numbers of identity papers and cards in workbooks, through pages and command line: nothing of them is kept."""

import io
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from partner_hub.core.db import Base, db
from partner_hub.imports.models import Import
from partner_hub.privacy.identity_removal import NUMBER_REMOVED
from tests.imports.conftest import GRID, Rows, Upload, row_of, workbook
from tests.support.papers import bank_card, blanked, disability, identity, old_identity, wide
from tests.support.world import World

HEADINGS = ["身份证号", "公民身份号码", "证件号码", "残疾证号", "银行卡号", "社保卡号", "医保卡号", "护照号", "编号"]
LISTS: dict[str, tuple[list[str], list[str]]] = {
    "units": (["单位名称", "统一社会信用代码", "联络员", "备注"], ["江州云杉律师事务所", "", "方小满", "已签约"]),
    "offerings": (["单位名称", "资源名称", "服务内容", "备注"], ["江州市第二医院", "量血压", "每周三量血压。", ""]),
    "needs": (["需求名称", "需求内容", "网格", "备注"], ["陪诊没人", "看病没人陪。", GRID, ""]),
}
FORMS: list[Any] = [identity(), old_identity(), disability(), bank_card(), wide(identity()), blanked(identity())]
# The first figures of each number stand in no other text; Excel's own writing of a long number, too.
TRACES = (
    identity()[:14],
    old_identity()[:12],
    bank_card()[:14],
    wide(identity())[:14],
    blanked(identity())[:15],
    "e+17",
)


def rows_of(kind: str) -> Rows:
    headings, values = LISTS[kind]
    rows = []
    for number, form in enumerate([*FORMS, int(identity())]):
        row = [f"{values[0]}{'甲乙丙丁戊己庚'[number]}" if kind == "units" else values[0], *values[1:]]
        row[1] = f"{row[1]}{form}" if kind != "offerings" else f"{row[1]}{'甲乙丙丁戊己庚'[number]}"
        row[2] = f"{row[2]} {form}" if kind != "needs" else row[2]
        rows.append([*row[:-1], f"号码{form}", *[form] * len(HEADINGS)])
    return [[*headings, *HEADINGS], *rows]


def stored() -> Iterator[tuple[str, str]]:
    """Every value of every table; of a kept file all its parts."""
    for table in Base.metadata.sorted_tables:
        for row in db.session.execute(db.select(table)).mappings():
            for column, value in row.items():
                if isinstance(value, bytes) and value.startswith(b"PK"):
                    with zipfile.ZipFile(io.BytesIO(value)) as archive:
                        parts = [f"{name} {archive.read(name).decode()}" for name in archive.namelist()]
                    yield f"{table.name}.{column}", "\n".join(parts)
                else:
                    yield f"{table.name}.{column}", str(value)


def assert_nothing_in(text: str) -> None:
    assert [trace for trace in TRACES if trace in text] == []


def assert_nothing_stored() -> None:
    found = [(place, text) for place, text in stored() if any(trace in text for trace in TRACES)]
    assert found == []


@pytest.mark.parametrize("kind", LISTS)
def test_nothing_of_them_is_shown_or_kept(kind: str, upload: Upload, app: Flask) -> None:
    name = f"清单{identity()}.xlsx"
    page = upload(kind, workbook(rows_of(kind), title=f"表{identity()}"), filename=name)
    assert_nothing_in(page.response.text)
    assert "such numbers are never kept" in row_of(page, 2)
    assert_nothing_stored()
    layout = page.follow("Correct the columns")
    assert_nothing_in(layout.response.text)
    offered = layout.response.text.replace(NUMBER_REMOVED, "")
    assert [heading for heading in HEADINGS[:-1] if heading in offered] == []
    if "Accept the safe proposals" in page.response.text:
        page = page.submit("Accept the safe proposals")
    report = page.submit("Bring it in")
    assert "Everything has been brought in." in report.response.text
    assert_nothing_in(report.response.text)
    entry = db.session.scalars(db.select(Import)).one()
    assert entry.data
    download = report.client.get(f"/c/{entry.community_id}/imports/{entry.id}/report.xlsx")
    with zipfile.ZipFile(io.BytesIO(download.data)) as archive:
        assert_nothing_in("".join(archive.read(part).decode() for part in archive.namelist()))
    exported = app.test_cli_runner().invoke(args=["hub", "export", kind, "--community", "柳岸社区"])
    assert exported.exit_code == 0
    assert_nothing_in(exported.output)
    assert_nothing_stored()


@pytest.mark.parametrize("kind", LISTS)
def test_the_command_line_takes_the_same_way(
    kind: str, app: Flask, world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANG", "C.UTF-8")
    file = tmp_path / f"清单{identity()}.xlsx"
    file.write_bytes(workbook(rows_of(kind)))
    run: Callable[..., Any] = app.test_cli_runner().invoke
    for form in ("text", "json"):
        result = run(
            args=["hub", "import", kind, str(file), "--community", "柳岸社区", "--accept-proposals", "--format", form]
        )
        assert_nothing_in(result.output)
    assert db.session.scalars(db.select(Import)).first()
    assert_nothing_stored()


@pytest.mark.parametrize("kind", LISTS)
def test_the_same_file_a_second_time_changes_nothing(kind: str, upload: Upload) -> None:
    page = upload(kind, rows_of(kind))
    if "Accept the safe proposals" in page.response.text:
        page = page.submit("Accept the safe proposals")
    page.submit("Bring it in")
    assert "Nothing in this file is new." in upload(kind, rows_of(kind)).response.text


def test_what_may_lead_to_a_person_is_marked_and_counted(upload: Upload) -> None:
    rows: Rows = [
        ["需求名称", "需求内容", "网格"],
        ["独居老人助餐", "我叫王建国，电话13800000009，想要有人送午饭。", GRID],
        ["路灯不亮", "北门路灯坏了半个月。", GRID],
    ]
    page = upload("needs", rows)
    assert "1 row may lead to a person" in page.response.text
    assert len([row for row in page.rows() if "May lead to a person" in row[2]]) == 1
    assert "13800000009" in [mark.text for mark in page.all("mark")]
    assert (
        "may lead to a person"
        not in upload(
            "offerings", [["单位名称", "资源名称", "联系人"], ["江州市第二医院", "义诊", "王建国"]]
        ).response.text
    )
