"""What must not be published is found however it is written, and what is harmless is left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partner_hub.privacy import find_personal_data, mask_personal_data

PERSONAL = {
    "13905061234": "phone",
    "139 0506 1234": "phone",
    "139-0506-1234": "phone",
    "１３９０５０６１２３４": "phone",
    "0506-82694583": "phone",
    "（0506）8269458": "phone",
    "电话82694583": "phone",
    "微信abc_12345": "account",
    "ahua@example.org": "mail",
    "33010219490307123X": "identity",
    "330102 19490307 1238": "identity",
    "7座402": "address",
    "3号楼1单元501": "address",
    "902室": "address",
    "５幢６０２室": "address",
    "七座四〇二": "address",
    "五栋三单元六〇一": "address",
    "A座1203": "address",
    "2-301": "address",
    "住402的阿婆": "address",
    "联系人：欧阳小明": "name",
    "我叫陈堃": "name",
    "王建国先生": "name",
    "李明 13905061234": "name",
    "浙A12345": "plate",
    "津·A12345": "plate",
    "qq 号 1 2 3 4 5 6 7 8": "account",
    "微 信 linlin8888": "account",
    "抖音：@linlin_88": "account",
    "残疾人证35010219780315421143B1": "card",
    "15#-2-301": "address",
    "电话13905061234139 0506 1234": "phone",
}
HARMLESS = (
    "九座五六七楼都签了", "3号楼门口积水", "7座的老人", "50-100人", "100-150户",
    "2025-07-10", "5月底前", "高龄老人", "独居老人", "张大爷",
    "热线12345", "7号楼门口室温低", "一网格（桂枝新村）", "全年10车次，每车38座", "三座四百平", "约160户",
    "下午3点到5点", "2844户", "拨打110", "400-820-1234", "染坊弄从7号到63号",
    "户主不在家", "姓名不详", "姓名：不详", "户主：其长子", "女士优先", "先生产后服务", "同姓邻居",
    "樓道燈壞了，請鄰居們幫忙", "二〇二五年底", "二〇二六",
)  # fmt: skip
words = st.text(alphabet="的了在家要人帮忙，。 \nab《》", max_size=12)


@pytest.mark.parametrize(("text", "kind"), PERSONAL.items())
def test_it_finds_what_leads_to_a_person(text: str, kind: str) -> None:
    assert kind in {finding.kind for finding in find_personal_data(text)}


@pytest.mark.parametrize("text", HARMLESS)
def test_it_leaves_harmless_words_alone(text: str) -> None:
    assert find_personal_data(text) == []
    assert mask_personal_data(text) == text


def test_the_building_stays_and_the_flat_goes() -> None:
    assert mask_personal_data("3号楼1单元501的老人，电话13905061234") == "3号楼某户的老人，电话（略）"


@given(words, st.sampled_from(sorted(PERSONAL)), words)
def test_words_around_it_do_not_hide_it(before: str, secret: str, after: str) -> None:
    text = f"{before}，{secret}，{after}"
    assert find_personal_data(text)
    assert secret not in mask_personal_data(text)


@given(st.lists(st.one_of(words, st.sampled_from(sorted(PERSONAL)), st.text(max_size=8)), max_size=6).map("".join))
def test_nothing_is_left_to_find_in_masked_words_and_they_have_not_grown(text: str) -> None:
    covered = mask_personal_data(text)
    assert find_personal_data(covered) == []
    assert len(covered) <= len(text)


@given(st.text(alphabet="0123456789-－ 座室单元号楼住联系人：王电话一二三四〇A浙", max_size=60))
def test_findings_stand_in_the_text_in_order_and_apart(text: str) -> None:
    end = 0
    for finding in find_personal_data(text):
        assert finding.start >= end
        assert text[finding.start : finding.end] == finding.text
        end = finding.end


def test_a_long_text_takes_no_long_time() -> None:
    assert mask_personal_data("1" * 4000 + "七" * 4000 + "电话" * 1000)


@pytest.mark.sweep
def test_one_word_without_end_is_looked_through_once() -> None:
    """Were it looked through once for each of its letters, this would not come to an end."""
    assert find_personal_data("x" * 1_000_000) == []
