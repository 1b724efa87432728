"""Whom merged needs help together: what one source said twice counts once, and units of counting stay apart."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partner_hub.needs.beneficiary_totals import BeneficiaryReport, beneficiary_report_of, total_beneficiaries
from partner_hub.needs.models import Need

DIFFERENT = [{"reporter_phone": "13905061234"}, {"reporter_phone": "13905065678"}]


def together(*several: dict[str, Any]) -> str:
    """The number of needs of these facts; each 4 households unless it says otherwise."""
    usual = {"name": "楼道灯坏了", "beneficiary_count": 4, "beneficiary_unit": "户", "beneficiary_count_text": "4户"}
    empty = dict.fromkeys(("content", "beneficiaries", "reporter_phone", "reporter_name", "grid_words"), "")
    return str(total_beneficiaries([beneficiary_report_of(Need(**(empty | usual | facts))) for facts in several]))


@pytest.mark.parametrize(
    "again",
    [
        pytest.param([{"reporter_phone": "139 0506 1234"}, {"reporter_phone": "+86 13905061234"}], id="telephone"),
        pytest.param([{"reporter_name": "林秀", "grid_id": 1}] * 2, id="name in a grid"),
        pytest.param([{"asking_partnership_id": 7}, {"asking_partnership_id": 7, "name": "要灯"}], id="asking unit"),
        pytest.param([{"source": {"file": "a.xlsx", "sheet": "需求", "row": 3}}] * 2, id="row of a spreadsheet"),
        pytest.param([{"created_by_id": 1, "grid_id": 1}, {"created_by_id": 1, "grid_id": 1}], id="the same words"),
    ],
)
def test_what_the_same_source_said_again_counts_once(again: list[dict[str, Any]]) -> None:
    assert together(*again) == "4户"


@pytest.mark.parametrize(
    "apart",
    [
        pytest.param(DIFFERENT, id="two telephones"),
        pytest.param([{"reporter_phone": "114"}, {"reporter_phone": "114", "name": "又坏了"}], id="an extension"),
        pytest.param(
            [{"reporter_name": "林秀", "grid_id": 1}, {"reporter_name": "林秀", "grid_id": 2}], id="namesakes"
        ),
        pytest.param(
            [{"created_by_id": 1, "grid_id": 1}, {"created_by_id": 1, "grid_id": 1, "name": "隔壁的灯也坏了"}],
            id="one worker in two households",
        ),
        pytest.param([{"created_by_id": 1, "grid_id": 1}, {"created_by_id": 1, "grid_id": 2}], id="two grids"),
        pytest.param([{"created_by_id": 1}, {"created_by_id": 2}], id="two recorders"),
    ],
)
def test_what_different_sources_said_adds_up(apart: list[dict[str, Any]]) -> None:
    assert together(*apart) == "8户"


def test_the_larger_number_of_a_source_counts() -> None:
    assert together(DIFFERENT[0], DIFFERENT[0] | {"beneficiary_count": 9}) == "9户"


def test_sources_that_a_third_need_joins_are_one() -> None:
    phone, unit = {"reporter_phone": "13905061234"}, {"asking_partnership_id": 7}
    assert together(phone, unit, phone | unit) == "4户"


def test_households_persons_and_visits_are_never_added_to_one_another() -> None:
    visits = {"beneficiary_unit": "人次", "beneficiary_count": 30, "reporter_phone": "13905069999"}
    persons = {"beneficiary_unit": "", "beneficiary_count": 5, "reporter_phone": "13905068888"}
    assert together(*DIFFERENT, visits, persons) == "8户 + 30人次 + 5人"


def test_everybody_is_everybody() -> None:
    everyone = {"beneficiary_count": None, "beneficiary_count_text": "全体居民", "beneficiary_unit": ""}
    assert together(*DIFFERENT, everyone) == "全体居民"


def test_words_without_a_number_stand_beside_the_sum() -> None:
    words = {"beneficiary_count": None, "beneficiary_count_text": "几十户", "reporter_phone": "13905069999"}
    assert together(*DIFFERENT, words, words) == "8户 + 几十户"
    assert together(DIFFERENT[0], words | DIFFERENT[0]) == "4户"


reports = st.lists(
    st.builds(
        BeneficiaryReport,
        st.frozensets(st.tuples(st.just("phone"), st.integers(0, 5)), min_size=1, max_size=2),
        st.one_of(st.none(), st.integers(0, 99)),
        st.sampled_from(["人", "户"]),
        st.sampled_from(["", "几个"]),
    ),
    max_size=8,
)


@given(reports, st.randoms())
def test_the_order_of_the_reports_changes_nothing(told: list[BeneficiaryReport], random: Any) -> None:
    shuffled = [*told]
    random.shuffle(shuffled)
    assert total_beneficiaries(told).counts == total_beneficiaries(shuffled).counts


@given(reports)
def test_saying_everything_twice_changes_nothing(told: list[BeneficiaryReport]) -> None:
    assert total_beneficiaries(told + told).counts == total_beneficiaries(told).counts


@given(reports)
def test_the_sum_is_at_most_everything_and_at_least_the_largest(told: list[BeneficiaryReport]) -> None:
    for unit, count in total_beneficiaries(told).counts.items():
        given_numbers = [report.count for report in told if report.unit == unit and report.count is not None]
        assert max(given_numbers) <= count <= sum(given_numbers)
