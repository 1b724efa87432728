"""A renamed unit is known by its old names, which nobody loses by chance."""

import pytest

from partner_hub.actions.models import ActionItem
from partner_hub.actions.queries import listed_actions
from partner_hub.core.db import db
from partner_hub.matching.models import Match, MatchPartner
from partner_hub.matching.queries import listed_matches
from partner_hub.partners.known_units import KnownUnits
from partner_hub.partners.models import Partnership
from partner_hub.partners.service import change_unit
from partner_hub.vocabulary.action import ActionState
from partner_hub.workbooks.values.former_names import FormerName, split_former_names, write_former_name
from tests.imports.conftest import workbook
from tests.partners.conftest import Register
from tests.support.page import Page, SignedIn
from tests.support.world import World

OLD, NEW = "江州市第二医院", "江州市鼓东中心医院"
CODE = "11359901MB6292999W"


def hospital(world: World) -> Partnership:
    return db.session.get_one(Partnership, world.hospital)


def renamed(signed_in: SignedIn, world: World, **more: str) -> Page:
    page = signed_in("staff").page(world.url(f"partners/{world.hospital}/edit"))
    return page.submit("Save", {"name": NEW, "renamed_on": "2026-03-01", **more})


def test_a_rename_keeps_the_old_name_with_its_day_and_every_lookup_finds_it(signed_in: SignedIn, world: World) -> None:
    page = renamed(signed_in, world, aliases="市二院")
    assert f"{OLD} (until 1 Mar 2026)" in page.text
    assert f"{OLD} → {NEW}" in page.text
    assert KnownUnits.of(world.community).named(OLD) == world.hospital
    assert NEW in signed_in("staff").page(world.url(f"partners/?q={OLD}")).text


def test_no_save_of_the_form_drops_a_former_name_unless_it_says_so(signed_in: SignedIn, world: World) -> None:
    renamed(signed_in, world)
    edit = signed_in("staff").page(world.url(f"partners/{world.hospital}/edit"))
    assert edit.value("aliases") == ""
    edit.submit("Save", {"aliases": "鼓东医院"})
    assert {alias.name for alias in hospital(world).aliases} == {OLD, "鼓东医院"}
    edit = signed_in("staff").page(world.url(f"partners/{world.hospital}/edit"))
    edit.submit("Save", {"forgotten_names": [OLD]})
    assert hospital(world).former_names == []


def test_a_unit_that_is_renamed_twice_and_back_has_each_name_once(register: Register, world: World) -> None:
    unit = register("柳岸一小")
    for name, day in (("柳岸实验小学", "2020-09-01"), ("柳岸学校", "2024-09"), ("柳岸一小", "2026-03-01")):
        change_unit(world.actor("staff"), unit, data={"name": name, "renamed_on": day})
    assert unit.written_former_names == [
        "柳岸实验小学（2020-09-01至2024-09）",
        "柳岸学校（2024-09至2026-03-01）",
    ]


def test_a_corrected_bracket_is_no_rename(register: Register, world: World) -> None:
    unit = register("柳岸药店(东街)")
    change_unit(world.actor("staff"), unit, data={"name": "柳岸药店（东街）"})
    assert unit.former_names == []


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("柳岸一小", [FormerName("柳岸一小")]),
        ("柳岸一小（至2026-03-01）", [FormerName("柳岸一小", "", "2026-03-01")]),
        ("柳岸一小（2019年9月至2026年3月1日）", [FormerName("柳岸一小", "2019-09", "2026-03-01")]),
        (
            "柳岸一小（2019起）、柳岸药店（东街、西街）",
            [FormerName("柳岸一小", "2019"), FormerName("柳岸药店（东街、西街）")],
        ),
        ("柳岸药店（东街至西街）", [FormerName("柳岸药店（东街至西街）")]),
        ("柳岸药店（东街）（至2020）", [FormerName("柳岸药店（东街）", "", "2020")]),
    ],
)
def test_former_names_are_read_with_their_days_and_written_back(cell: str, names: list[FormerName]) -> None:
    assert split_former_names(cell) == names
    assert split_former_names("、".join(map(write_former_name, names))) == names


def brought_in(page: Page, answers: dict[str, str]) -> Page:
    return page.submit("Save my answers", answers).submit("Bring it in")


def test_a_known_code_with_another_name_asks_which_is_right_and_keeps_both(
    signed_in: SignedIn, world: World, register: Register
) -> None:
    rows = [["单位名称", "统一社会信用代码", "联络员"], ["柳岸街道司法所", CODE, "罗玥"]]
    unit = register("江州市东塘司法所", credit_code=CODE)
    preview = signed_in("staff").page(world.url("imports/"))
    preview = preview.submit("Upload and look at it", {"kind": "units", "file": (workbook(rows), "单位.xlsx")})
    assert "What is the unit called now?" in preview.text
    brought_in(preview, {"answer-2-row": "update", "answer-2-name": "柳岸街道司法所"})
    assert (unit.name, unit.contact) == ("柳岸街道司法所", "罗玥")
    assert [alias.name for alias in unit.former_names] == ["江州市东塘司法所"]


def test_the_exported_workbook_brings_former_names_back(signed_in: SignedIn, world: World, register: Register) -> None:
    rows = [["单位名称", "简称", "曾用名", "联络员"], ["柳岸学校", "柳校", "柳岸一小（2019-09至2026-03-01）", "罗玥"]]
    preview = signed_in("staff").page(world.url("imports/"))
    preview = preview.submit("Upload and look at it", {"kind": "units", "file": (workbook(rows), "单位.xlsx")})
    preview.submit("Bring it in")
    unit = db.session.get(Partnership, KnownUnits.of(world.community).named("柳岸一小"))
    assert unit is not None
    assert (unit.name, unit.short_names) == ("柳岸学校", ["柳校"])
    assert unit.written_former_names == ["柳岸一小（2019-09至2026-03-01）"]


def test_matches_and_tasks_are_found_by_a_former_name(signed_in: SignedIn, world: World) -> None:
    match = Match(community_id=world.community, promise="每周量血压")
    match.partners = [MatchPartner(partnership_id=world.hospital, is_lead=True)]
    task = ActionItem(community_id=world.community, title="量血压", responsible_id=world.hospital)
    task.state = ActionState.ISSUED
    renamed(signed_in, world)
    db.session.add_all([match, task])
    db.session.flush()
    staff = world.actor("staff")
    assert list(db.session.scalars(listed_matches(staff, {"q": OLD}))) == [match]
    assert list(db.session.scalars(listed_actions(staff, {"q": OLD}))) == [task]
