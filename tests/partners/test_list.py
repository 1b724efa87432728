from io import BytesIO

import pytest
from openpyxl import load_workbook

from partner_hub.core.db import db
from partner_hub.offerings.models import Offering
from partner_hub.partners.models import Partnership
from partner_hub.vocabulary.unit import UnitState
from tests.partners.conftest import Register
from tests.support.page import CheckedClient, Page, SignedIn
from tests.support.queries import statements
from tests.support.world import World


def names(page: Page) -> list[str]:
    return [row[0] for row in page.rows()]


@pytest.mark.parametrize("query", ["医院", "二院", "王桂枝", "党支部", "江州 医院", "Ａ座"])
def test_it_finds_two_characters_anywhere_also_in_short_names(
    signed_in: SignedIn, world: World, register: Register, query: str
) -> None:
    register(
        "江州口腔医院", aliases=["口腔二院"], contact="王桂枝", address="柳岸路9号A座", party_organisation="第三党支部"
    )
    page = signed_in("staff").page(world.url(f"partners/?q={query}"))
    assert "江州口腔医院" in names(page)
    assert "江州市柳岸小学" not in names(page)


@pytest.mark.parametrize(
    ("path", "query", "found"),
    [
        ("partners/", "区文旅局", ["江州市柳岸区文化和旅游局"]),
        ("partners/", "市文旅局", []),
        ("partners/", "农行", ["中国农业银行股份有限公司江州柳岸支行", "中国农业银行股份有限公司江州桥头支行"]),
        ("partners/", "区文旅局 讲座", []),
        ("offerings/", "区文旅局", ["非遗讲座"]),
    ],
)
def test_a_search_understands_short_names_that_nobody_wrote_down(
    signed_in: SignedIn, world: World, register: Register, path: str, query: str, found: list[str]
) -> None:
    bureau = register("江州市柳岸区文化和旅游局")
    register("中国农业银行股份有限公司江州柳岸支行")
    register("中国农业银行股份有限公司江州桥头支行")
    db.session.add(Offering(community_id=world.community, partnership=bureau, name="非遗讲座", state="listed"))
    db.session.commit()
    page = signed_in("staff").page(world.url(f"{path}?q={query}"))
    shown = {cell for row in page.rows() for cell in row}
    assert [name for name in found if name not in shown] == []
    assert bool(page.rows()) == bool(found)


def test_signs_that_sql_knows_are_ordinary_characters(signed_in: SignedIn, world: World) -> None:
    page = signed_in("staff").page(world.url("partners/?q=%25"))
    assert page.rows() == []
    assert "No unit fits this search." in page.text


def test_it_filters_by_kind_and_state(signed_in: SignedIn, world: World, register: Register) -> None:
    register("柳岸农商银行", kind="金融机构").state = UnitState.SUSPENDED
    register("柳岸信用社", kind="金融机构")
    page = signed_in("staff").page(world.url("partners/?kind=金融机构&state=suspended"))
    assert names(page) == ["柳岸农商银行"]
    assert page.value("Kind") == "金融机构"
    assert page.value("State") == "Suspended"


def test_it_sorts_by_the_day_of_joining_latest_first(signed_in: SignedIn, world: World, register: Register) -> None:
    register("甲单位", joined="2021-05")
    register("乙单位", joined="2024-03-01")
    page = signed_in("staff").page(world.url("partners/?sort=joined"))
    assert names(page)[:2] == ["乙单位", "甲单位"]
    assert page.rows()[0][4] == "1 Mar 2024"


def test_pages_and_page_sizes_keep_the_search(signed_in: SignedIn, world: World, register: Register) -> None:
    for number in range(25):
        register(f"店铺{number:02}")
    first = signed_in("staff").page(world.url("partners/?q=店铺"))
    assert len(first.rows()) == 20
    second = first.follow("Next page")
    assert names(second) == [f"店铺{number}" for number in range(20, 25)]
    assert len(second.follow("50").rows()) == 25


def test_an_address_with_odd_parts_is_no_fault(signed_in: SignedIn, world: World) -> None:
    url = world.url("partners/?endpoint=x&_scheme=javascript&_external=1&state=nonsense&page=99&size=7&q=%00")
    assert len(signed_in("staff").page(url).rows()) == 2


def test_only_the_committee_reads_and_finds_telephone_numbers_and_notes(
    signed_in: SignedIn, world: World, register: Register
) -> None:
    register("柳岸药店", phones=["0590-6543210"], remark="答复较慢")
    assert "0590-6543210" in signed_in("staff").page(world.url("partners/")).text
    assert names(signed_in("staff").page(world.url("partners/?q=654321"))) == ["柳岸药店"]
    for who in ("other_unit_admin", "grid_worker", "district_observer"):
        client = signed_in(who)
        assert "0590-6543210" not in client.page(world.url("partners/")).text
        assert names(client.page(world.url("partners/?q=654321"))) == []
        assert names(client.page(world.url("partners/?q=较慢"))) == []


def test_what_was_never_approved_is_for_the_committee_and_the_unit_itself(signed_in: SignedIn, world: World) -> None:
    db.session.get_one(Partnership, world.hospital).state = UnitState.SUBMITTED
    assert "江州市第二医院" in names(signed_in("staff").page(world.url("partners/")))
    assert "江州市第二医院" in names(signed_in("unit_member").page(world.url("partners/")))
    assert "江州市第二医院" not in names(signed_in("other_unit_admin").page(world.url("partners/")))


def test_another_communitys_units_are_not_on_it(signed_in: SignedIn, world: World) -> None:
    assert names(signed_in("staff").page(world.url("partners/"))) == ["江州市柳岸小学", "江州市第二医院"]


def test_strangers_find_nothing_and_insiders_without_the_right_are_refused(
    client: CheckedClient, signed_in: SignedIn, world: World
) -> None:
    signed_in("stranger_staff").page(world.url("partners/"), 404)
    signed_in("supervisor").page(world.url("partners/"), 403)
    assert client.get(world.url("partners/")).location.startswith("/sign-in")


@pytest.mark.parametrize("path", ["partners/?size=100", "partners/export.xlsx"])
def test_ten_times_the_units_need_the_same_statements(
    signed_in: SignedIn, world: World, register: Register, path: str
) -> None:
    def counted() -> int:
        with statements() as seen:
            assert client.get(world.url(path)).status_code == 200
        return len(seen)

    def add(numbers: range) -> None:
        for number in numbers:
            register(f"店铺{number}", aliases=[f"第{number}店"], phones=["0590-6543210"])
        db.session.commit()

    client = signed_in("staff")
    add(range(5))
    few = counted()
    add(range(5, 70))
    assert counted() == few


def exported(client: CheckedClient, url: str) -> list[dict[str, object]]:
    response = client.get(url)
    assert response.mimetype == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    sheet = load_workbook(BytesIO(response.data)).active
    assert sheet is not None
    headings, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(map(str, headings), row, strict=True)) for row in rows]


def test_the_export_holds_what_the_list_shows(signed_in: SignedIn, world: World, register: Register) -> None:
    register(
        "柳岸药店", aliases=["药店", "大药房"], phones=["0590-6543210", "13500001111"], joined="2024-03", remark="慢"
    )
    rows = exported(signed_in("staff"), world.url("partners/export.xlsx?q=药店"))
    assert len(rows) == 1
    assert rows[0]["Name"] == "柳岸药店"
    assert rows[0]["Short names"] == "药店、大药房"
    assert rows[0]["Telephone numbers"] == "0590-6543210\n13500001111"
    assert rows[0]["Partner since"] == "2024-03"
    assert rows[0]["State"] == "Approved"


def test_a_formula_leaves_as_text(signed_in: SignedIn, world: World, register: Register) -> None:
    register("=HYPERLINK(A1)", address="@SUM(1)", kind="+1")
    data = signed_in("staff").get(world.url("partners/export.xlsx?q=HYPERLINK")).data
    sheet = load_workbook(BytesIO(data)).active
    assert sheet is not None
    cells = [cell for cell in sheet[2] if cell.value]
    assert {cell.data_type for cell in cells} == {"s"}
    assert [cell.value for cell in cells if cell.quotePrefix] == ["=HYPERLINK(A1)", "+1", "@SUM(1)"]


def test_the_district_exports_no_telephone_numbers(signed_in: SignedIn, world: World, register: Register) -> None:
    register("柳岸药店", phones=["0590-6543210"], remark="答复较慢")
    rows = exported(signed_in("district_observer"), world.url("partners/export.xlsx"))
    assert len(rows) == 3
    assert "6543210" not in str(rows)
    assert "较慢" not in str(rows)


@pytest.mark.parametrize(("who", "status"), [("unit_admin", 403), ("grid_worker", 403), ("stranger_staff", 404)])
def test_others_may_not_export(signed_in: SignedIn, world: World, who: str, status: int) -> None:
    signed_in(who).page(world.url("partners/export.xlsx"), status)
