"""Letters of names are kept or written as today, whatever Unicode the interpreter knows."""

import pytest

from partner_hub.core.fields import nothing_is_empty
from partner_hub.core.forms import several_lines, single_line
from partner_hub.core.locale import is_own_path
from partner_hub.data_requests.person_matcher import Term, comparable_form, matcher_of_terms
from partner_hub.letters import has_old_letters, is_letter, letters_of_today, unified_letters
from partner_hub.minutes.document import clean_text
from partner_hub.partners.unit_name_matching import Certainty, KnownName, Matcher, plain_unit_name
from partner_hub.privacy import find_personal_data, propose_wording
from partner_hub.workbooks.values import text
from tests.letters.alphabet import EXTENSIONS


@pytest.mark.parametrize("block", EXTENSIONS)
def test_no_cleaning_drops_or_changes_an_ideograph_of_an_extension(block: str) -> None:
    letters = "".join(map(chr, EXTENSIONS[block]))
    assert all(map(is_letter, letters))
    for clean in (
        *(single_line, several_lines, clean_text, plain_unit_name, comparable_form, letters_of_today),
        *(text.short_text, text.running_text, text.name_text),
    ):
        assert clean(letters) == letters


def test_private_letters_that_nobody_knows_are_kept() -> None:
    for letter in ("\ue001", "\uf8ff", "\U000f0000", "\U0010fffd"):
        name = f"王{letter}"
        assert single_line(name) == several_lines(name) == plain_unit_name(name) == comparable_form(name) == name
        assert nothing_is_empty(letter) == letter


@pytest.mark.parametrize(
    ("written", "today"),
    [
        ("⼈⺠法院", "人民法院"),
        ("⻔⻓⺟⻝⻋⻅⻰", "门长母食车见龙"),
        ("⺁⺇⺋⺕⺮⻊⻞", "厂𠘨㔾𫜹𥫗𧾷𩙿"),
        ("⼾⼝⾦⿓⿔⿕", "戶口金龍龜龠"),
        ("金丈\ufa12\U0002f800", "金丈晴丽"),
        ("福﨎﨏﨑﨓﨔﨟﨡﨣﨤﨧﨨﨩", "福﨎﨏﨑﨓﨔﨟﨡﨣﨤﨧﨨﨩"),
        ("㇀⺀", "㇀⺀"),
    ],
)
def test_radicals_and_compatibility_ideographs_become_what_they_show(written: str, today: str) -> None:
    assert unified_letters(written) == single_line(written) == several_lines(written) == clean_text(written) == today


@pytest.mark.parametrize(
    ("private", "today"),
    [
        ("\ue863", "䶮"),
        ("\ue81e\ue826\ue82b\ue82c\ue832\ue843\ue854\ue864", "\u9fb4\u9fb5\u9fb6\u9fb7\u9fb8\u9fb9\u9fba\u9fbb"),
        ("\ue816\ue817\ue818\ue831\ue83b\ue855", "\U00020087\U00020089\U000200cc\U000215d7\U0002298f\U000241fe"),
        ("\ue815\ue819\ue81a\ue844\ue862", "厂乙㑳䜣䴙"),
        ("\ue7c7\ue7c8", "ḿǹ"),
    ],
)
def test_private_letters_of_gbk_become_the_real_ones(private: str, today: str) -> None:
    assert has_old_letters(f"王{private}")
    assert not has_old_letters(f"王{today}")
    assert letters_of_today(private) == single_line(private) == clean_text(private) == today


def test_a_blank_of_any_width_parts_names_and_what_is_not_seen_does_not() -> None:
    assert several_lines("张三\u3000李四\u00a0王五") == "张三 李四 王五"
    assert single_line("张\u200b三\ufeff") == "张三"


def test_a_typed_private_letter_is_no_sign_of_a_bank() -> None:
    bank, other = KnownName("1", "中国农业银行柳岸支行"), KnownName("2", "\ue001柳岸茶社")
    assert Matcher([bank]).resolve("\ue001柳岸").best is None
    assert [each.id for each in Matcher([bank, other]).resolve("\ue001柳岸茶社").ranked] == ["2"]


def test_units_that_differ_in_a_rare_letter_alone_are_two() -> None:
    units = [KnownName("1", "\U00031350记面馆"), KnownName("2", "\U000323b0记面馆")]
    assert Matcher(units).resolve("\U000323b0记面馆").ranked[0].id == "2"
    assert Matcher([KnownName("3", "民生\U00031350馆")]).resolve("⺠⽣\U00031350馆").certainty is Certainty.EXACT


@pytest.mark.parametrize("letter", ["\U00031350", "\U0002ebf0", "\U000323b0", "\ue005"])
def test_a_name_with_a_rare_letter_is_a_name(letter: str) -> None:
    told = f"联系人：王{letter}，电话13905061234"
    assert f"王{letter}" in [found.text for found in find_personal_data(told)]
    assert letter not in propose_wording(told)


def test_a_rare_letter_tells_two_people_apart_in_a_request_for_their_data() -> None:
    matcher = matcher_of_terms([Term("name", comparable_form("王\U00031350"))])
    assert matcher.find("王\U00031350来过") == [("name", 0, 2)]
    assert matcher.find("王\U000323b0来过") == []


@pytest.mark.parametrize(
    ("path", "leads"),
    [
        ("/c/1/needs/?q=\U000323b0\ue001", True),
        ("/\t/example.org", False),
        ("/a\nb", False),
        ("/a\u202eb", False),
        ("/a\u3000b", False),
        ("//example.org", False),
    ],
)
def test_an_address_of_this_site_may_hold_any_letter_and_nothing_unseen(path: str, *, leads: bool) -> None:
    assert is_own_path(path) is leads
