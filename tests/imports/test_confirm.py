from collections.abc import Iterable

import pytest
from flask import Flask
from sqlalchemy import func

from partner_hub.communities.models import Community
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.errors import NotAllowed
from partner_hub.core.events import Event
from partner_hub.imports import service
from partner_hub.imports.confirmation import confirm_import
from partner_hub.imports.models import Import, ImportedRow
from partner_hub.imports.plan import prepare
from partner_hub.needs.models import Need
from partner_hub.offerings.models import Offering
from partner_hub.partners.models import Partnership, PartnerUnit
from partner_hub.partners.service import register_unit
from partner_hub.vocabulary.need import NeedState, Visibility
from partner_hub.vocabulary.offering import OfferingState
from partner_hub.vocabulary.workbook_import import ImportKind, ImportState
from tests.imports.conftest import NEEDS, OFFERINGS, UNITS, Upload, row_of, sums, workbook
from tests.support.database import on_both_databases
from tests.support.page import CheckedClient, Page, SignedIn
from tests.support.world import World


def bring_in(page: Page) -> Page:
    if "Accept the safe proposals" in page.buttons():
        page = page.submit("Accept the safe proposals")
    return page.submit("Bring it in")


def unit(name: str) -> Partnership:
    return db.session.scalars(db.select(Partnership).join(Partnership.unit).where(PartnerUnit.name == name)).one()


def counts() -> dict[str, int | None]:
    tables: Iterable[type] = (Partnership, PartnerUnit, Offering, Need, Event, ImportedRow)
    return {table.__name__: db.session.scalar(db.select(func.count()).select_from(table)) for table in tables}


@on_both_databases
def test_units_come_in_as_the_file_says(upload: Upload) -> None:
    page = bring_in(upload("units", UNITS))
    assert "Everything has been brought in." in page.text
    found = unit("江州蓝鹊餐饮管理有限公司")
    assert (found.kind, found.contact, found.phones, found.joined) == (
        "两新组织",
        "方小满",
        ["13800000002"],
        "2025-06-12",
    )
    assert (found.source["file"], found.source["row"]) == ("清单.xlsx", 4)


def test_the_party_organisation_comes_in_and_changes_with_the_file(upload: Upload) -> None:
    head = ["单位名称", "党组织", "联系人"]
    bring_in(upload("units", [head, ["柳岸药店", "柳岸药店党支部", "方晴"]]))
    assert unit("柳岸药店").party_organisation == "柳岸药店党支部"

    page = upload("units", [head, ["柳岸药店", "柳岸联合党支部", "方晴"]])
    assert "Party organisation 柳岸药店党支部 柳岸联合党支部 柳岸联合党支部" in page.text
    bring_in(page)
    assert unit("柳岸药店").party_organisation == "柳岸联合党支部"


def test_a_wrong_credit_code_is_kept_as_it_is_written(upload: Upload) -> None:
    bring_in(upload("units", UNITS))
    found = unit("江州云杉律师事务所").unit
    assert (found.credit_code, found.credit_code_valid) == ("31350000MD00000000", False)


def test_a_row_that_repeats_a_unit_fills_its_gaps_and_lends_its_name(upload: Upload) -> None:
    again = ["柳岸区法院", "", "12350000MB0000000X", "柳岸路1号", "岳山", "季怀瑾", "", "", ""]
    bring_in(upload("units", [*UNITS, again]))
    court = unit("江州市柳岸区人民法院")
    assert court.unit.credit_code == "12350000MB0000000X"
    assert [alias.name for alias in court.aliases] == ["柳岸区法院"]
    assert court.source["duplicate_rows"] == [9]


@on_both_databases
def test_offerings_are_listed_with_words_and_coding(upload: Upload) -> None:
    page = upload("offerings", OFFERINGS).submit("Save my answers", {"answer-5-unit_name": "new"})
    bring_in(page)
    found = db.session.scalars(db.select(Offering).where(Offering.name == "量血压")).one()
    assert (found.state, found.category_words, found.audiences) == (OfferingState.LISTED, "健康义诊", ["老年人"])
    assert found.category is not None
    assert found.category.name == "医疗健康"
    assert (str(found.valid_to), found.contact, found.contact_phone) == ("2026-12-31", "罗𬭎", "13800000003")


def test_a_short_name_in_another_list_becomes_an_alias(upload: Upload, world: World) -> None:
    page = upload("offerings", OFFERINGS).submit("Save my answers", {"answer-5-unit_name": "skip"})
    bring_in(page)
    hospital = db.session.get_one(Partnership, world.hospital)
    assert [alias.name for alias in hospital.aliases] == ["市二医院"]


def test_an_answer_about_a_unit_holds_for_the_same_words_and_is_remembered(world: World) -> None:
    staff, community = world.actor("staff"), db.session.get_one(Community, world.community)
    head = ["单位名称", "资源名称", "服务内容"]
    rows = [head, ["第二医院体检部", "体检", "量身高。"], ["2、第二医院 体检部", "咨询", "读化验单。"]]

    def upload(rows: list[list[str]]) -> Import:
        kind = ImportKind.OFFERINGS
        return service.upload_workbook(staff, community, kind=kind, data=workbook(rows), filename="清单.xlsx")

    entry = upload(rows)
    service.answer_questions(staff, entry, answers={(2, "unit_name"): str(world.hospital)})
    confirm_import(staff, entry, shown=prepare.prepare_plan(entry).digest)
    hospital = db.session.get_one(Partnership, world.hospital)
    assert [alias.name for alias in hospital.aliases] == ["第二医院体检部"]
    again = prepare.prepare_plan(upload([head, ["第二医院体检部", "讲座", "讲血压。"]])).plan
    assert [row.questions for row in again.rows if row.record] == [[]]


def test_a_unit_declared_new_is_registered_once(upload: Upload) -> None:
    more = ["柳岸小卖部", "送货", "便民服务", "全体居民", "送货上门。", "长期", ""]
    page = upload("offerings", [*OFFERINGS, more]).submit("Save my answers", {"answer-5-unit_name": "new"})
    bring_in(page)
    found = db.session.scalars(db.select(Offering).where(Offering.partnership_id == unit("柳岸小卖部").id))
    assert {offering.name for offering in found} == {"代收快递", "送货"}


@on_both_databases
def test_needs_come_in_with_counts_days_and_grid(upload: Upload, world: World) -> None:
    bring_in(upload("needs", NEEDS))
    need = db.session.scalars(db.select(Need).where(Need.name == "陪诊没人")).one()
    assert (need.beneficiary_count, need.beneficiary_unit, need.beneficiary_count_text) == (20, "人", "约20人")
    assert (str(need.raised_on), str(need.deadline), need.urgency) == ("2025-06-12", "2025-08-31", "一般")
    assert (need.grid_id, need.grid_words) == (world.grid, "一网格（柳岸新村）")


def test_every_record_has_its_event(upload: Upload) -> None:
    bring_in(upload("units", UNITS))
    tags = db.session.execute(db.select(Event.tag, func.count().label("times")).group_by(Event.tag))
    assert {row.tag: row.times for row in tags} == {"partnership:register": 3, "import:upload": 1, "import:confirm": 1}


@pytest.mark.parametrize("kind", ["units", "offerings", "needs"])
def test_the_same_file_a_second_time_changes_nothing(upload: Upload, kind: str) -> None:
    rows = {"units": UNITS, "offerings": OFFERINGS[:-1], "needs": NEEDS}[kind]
    bring_in(upload(kind, rows))
    before = counts()
    page = upload(kind, rows)
    assert "Nothing in this file is new. There is nothing to bring in." in page.text
    assert "Bring it in" not in page.buttons()
    assert sums(page)["new"] == 0
    assert counts() == before | {"Event": (before["Event"] or 0) + 1}, "only the upload itself is told"


def test_a_record_edited_since_is_not_put_back_by_the_same_file(upload: Upload) -> None:
    bring_in(upload("units", UNITS))
    unit("江州市柳岸区人民法院").address = "新址"
    upload("units", UNITS)
    assert unit("江州市柳岸区人民法院").address == "新址"


def test_an_update_writes_what_the_file_says_otherwise(upload: Upload, world: World) -> None:
    school = db.session.get_one(Partnership, world.school)
    school.address, school.remark = "旧址", "有操场"
    bring_in(upload("units", [UNITS[1], ["江州市柳岸小学", "事业单位", "", "柳岸路3号"]]))
    school = db.session.get_one(Partnership, world.school)
    assert (school.address, school.remark) == ("柳岸路3号", "有操场")


def test_a_changed_need_takes_the_new_words_and_stays_one(upload: Upload) -> None:
    bring_in(upload("needs", NEEDS))
    changed = [*NEEDS[2]]
    changed[4], changed[8] = "60户", "7月底"
    bring_in(upload("needs", [NEEDS[0], changed]))
    need = db.session.scalars(db.select(Need).where(Need.name == "路灯不亮")).one()
    assert (need.beneficiary_count, need.beneficiary_unit, str(need.deadline)) == (60, "户", "2025-07-31")


@pytest.mark.parametrize(
    ("state", "after", "wording"),
    [
        (NeedState.PUBLISHED, NeedState.SUBMITTED, "公开的说法"),
        (NeedState.IN_PROJECT, NeedState.IN_PROJECT, ""),
    ],
)
def test_what_a_sheet_changes_beside_an_accepted_wording_is_read_by_a_person_first(
    upload: Upload, state: NeedState, after: NeedState, wording: str
) -> None:
    bring_in(upload("needs", NEEDS))
    need = db.session.scalars(db.select(Need).order_by(Need.id).limit(1)).one()
    need.state, need.public_name, need.visibility = state, "公开的说法", Visibility.PUBLIC
    db.session.commit()

    changed = [*NEEDS[1]]
    changed[NEEDS[0].index("服务对象")] = "何家老小，欠债八万"
    bring_in(upload("needs", [NEEDS[0], changed]))

    assert (need.beneficiaries, need.state, need.public_name) == ("何家老小，欠债八万", after, wording)
    assert (need.is_worded, need.waits_for_review) == (False, True)
    tags = db.session.scalars(db.select(Event.tag).where(Event.subject == "need", Event.subject_id == need.id))
    assert "need:return_to_review" in tags.all()


def test_a_changed_offering_takes_the_new_words(upload: Upload) -> None:
    bring_in(upload("offerings", OFFERINGS[:2]))
    changed = [*OFFERINGS[1]]
    changed[5] = "2027年6月"
    bring_in(upload("offerings", [OFFERINGS[0], changed]))
    found = db.session.scalars(db.select(Offering)).one()
    assert (str(found.valid_to), found.valid_text) == ("2027-06-30", "2027年6月")


def test_it_shows_the_preview_again_when_the_records_changed_meanwhile(upload: Upload, world: World) -> None:
    page = upload("units", UNITS)
    actor = world.actor("staff")
    community = db.session.get_one(Partnership, world.school).community
    register_unit(actor, community, data={"name": "江州市柳岸区人民法院"})
    again = page.submit("Bring it in", status=422)
    assert "Meanwhile the records have changed" in again.text
    assert sums(again)["new"] == 2
    assert "Everything has been brought in." in bring_in(again).text


@on_both_databases
def test_of_two_clerks_who_confirm_one_wins_and_the_other_reads_a_sentence(
    upload: Upload, signed_in: SignedIn, world: World
) -> None:
    page = upload("units", UNITS)
    other = signed_in("secretary").page(page.url)
    bring_in(page)
    late = other.submit("Bring it in", status=409)
    assert "the record is now “brought in”" in late.text
    assert counts()["Partnership"] == 6


def test_an_error_in_the_middle_leaves_nothing_behind(upload: Upload, world: World) -> None:
    """Two rows that turn out to be one unit, and the clerk said that the second is something new."""
    again = ["江州市柳岸区人民法院", "党政机关", "", "", "", "", "", "", ""]
    page = upload("units", [*UNITS, again]).submit("Save my answers", {"answer-9-row": "new"})
    before = counts()
    refused = page.submit("Bring it in", status=422)
    assert "Row 9: “江州市柳岸区人民法院” is already on the list." in refused.text
    assert counts() == before
    assert db.session.scalars(db.select(Import.state)).one() == ImportState.UPLOADED


def test_a_service_refuses_who_may_not(app: Flask, world: World, upload: Upload) -> None:
    upload("units", UNITS)
    entry = db.session.scalars(db.select(Import)).one()
    member: Actor = world.actor("unit_member")
    for command in (service.accept_proposals, service.cancel_import):
        with pytest.raises(NotAllowed):
            command(member, entry)
    with pytest.raises(NotAllowed):
        confirm_import(member, entry, shown=prepare.prepare_plan(entry).digest)


def test_a_cancelled_import_keeps_no_file(upload: Upload) -> None:
    page = upload("units", UNITS).submit("Cancel this import")
    assert "Nothing of “清单.xlsx” was brought in." in page.text
    entry = db.session.scalars(db.select(Import)).one()
    assert (entry.state, entry.data) == (ImportState.CANCELLED, b"")
    assert "the file was not kept" in page.follow("清单.xlsx").text


def test_a_name_longer_than_any_is_refused_and_a_long_text_is_cut_with_a_doubt(upload: Upload) -> None:
    rows = [UNITS[1], ["江" * 130, "党政机关", "", "柳岸路1号"], ["江州市气象站", "党政机关", "", "路" * 300]]
    page = upload("units", rows)
    assert sums(page)["refused"] == 1
    bring_in(page)
    assert len(unit("江州市气象站").address) == 200


def test_the_file_of_one_community_says_nothing_about_another(
    upload: Upload, signed_in: SignedIn, world: World
) -> None:
    bring_in(upload("units", UNITS))
    client = signed_in("stranger_staff")
    page = client.page(f"/c/{world.elsewhere}/imports/")
    page = page.submit("Upload and look at it", {"kind": "units", "file": (workbook(UNITS), "清单.xlsx")})
    assert sums(page)["new"] == 4


def test_an_offering_that_leads_to_a_person_is_not_listed_before_somebody_read_it(
    upload: Upload, signed_in: SignedIn, client: CheckedClient, world: World
) -> None:
    words = ["免费理发", "陪聊，住3号楼402，打13905061234"]
    rows = [["单位名称", "资源名称", "服务内容"], *(["江州市第二医院", name, name] for name in words)]
    page = upload("offerings", rows)
    assert "leads to a person or a home: it waits for review and is not listed before" in row_of(page, 3)
    bring_in(page)
    states = {each.name: each.state for each in db.session.scalars(db.select(Offering))}
    assert states == {words[0]: OfferingState.LISTED, words[1]: OfferingState.SUBMITTED}
    assert "陪聊" not in client.page(f"/p/{world.community}/offerings").text
    assert "陪聊" not in signed_in("other_unit_admin").page(world.url("offerings/")).text
