"""What the words of a file's column of categories become: asked once for each word, remembered for the next file."""

from partner_hub.communities.category_words import category_names, remembered_categories
from partner_hub.core.db import db
from partner_hub.needs.models import Need
from partner_hub.offerings.models import Offering
from tests.imports.conftest import OFFERINGS, Rows, Upload
from tests.support.page import Page
from tests.support.world import World

HEAD = ["需求名称", "需求内容", "需求类别"]
PARKING: Rows = [
    HEAD,
    ["下班没车位", "绕三圈没有车位。", "停车难"],
    ["老人没人陪", "独居老人停车场边摔倒，看病没人陪。", "停车难"],
    ["路灯不亮", "停车场的路灯坏了，夜里怕小偷。", "停车难"],
    ["学医保码", "老人不会用手机。", "助老"],
]


def chosen(page: Page, word: str) -> str:
    select = page.all("select", name=f"category:{word}")[0]
    return next(option.text.strip() for option in select.all("option") if option.has("selected"))


def category_of(name: str) -> str | None:
    need = db.session.scalars(db.select(Need).filter_by(name=name)).one()
    return need.category.name if need.category else None


def test_a_word_becomes_one_category_in_all_its_rows(upload: Upload) -> None:
    page = upload("needs", PARKING)
    assert "停车难 3 rows" in page.text
    proposed = chosen(page, "停车难")
    page.submit("Bring it in")
    names = ["下班没车位", "老人没人陪", "路灯不亮"]
    assert {category_of(name) for name in names} == {proposed}
    needs = db.session.scalars(db.select(Need).where(Need.name.in_(names)))
    assert {need.category_words for need in needs} == {"停车难"}


def test_what_is_chosen_holds_for_this_file_and_the_next(upload: Upload, world: World) -> None:
    ids = category_names(world.community)
    page = upload("needs", PARKING)
    page.submit("Bring it in", {"category:停车难": str(ids["平安消防"])})
    assert category_of("老人没人陪") == "平安消防"
    again = upload("offerings", [OFFERINGS[0], ["江州市第二医院", "划车位", "停车难", "", "划车位。", "", ""]])
    assert chosen(again, "停车难") == "平安消防"
    assert "停车难 1 row · remembered" in again.text
    again.submit("Bring it in")
    offering = db.session.scalars(db.select(Offering).filter_by(name="划车位")).one()
    assert offering.category_id == ids["平安消防"]


def test_a_word_may_belong_to_none_of_them(upload: Upload, world: World) -> None:
    page = upload("needs", PARKING)
    page.submit("Bring it in", {"category:停车难": ""})
    assert category_of("路灯不亮") is None
    assert remembered_categories(world.community)["停车难"] is None


def test_words_without_a_clue_are_left_to_be_chosen(upload: Upload, world: World) -> None:
    page = upload("needs", [HEAD, ["甲", "一二三", "丁字类"]])
    assert page.all("select", name="category:丁字类")[0].all("option")[0].text.strip() == "Please choose"
    page.submit("Bring it in")
    assert category_of("甲") is None
    assert "丁字类" not in remembered_categories(world.community)


def test_what_was_confirmed_is_remembered(upload: Upload, world: World) -> None:
    upload("needs", PARKING).submit("Bring it in")
    assert set(remembered_categories(world.community)) >= {"停车难", "助老"}
