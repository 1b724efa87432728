"""The unit's word: yes, no with a comment, another date, silence; or written down by staff with whose word it is."""

from datetime import date, timedelta

import pytest

from partner_hub.actions import deadlines, service
from partner_hub.actions.consent_chores import note_silent_units, remind_of_open_consents
from partner_hub.actions.consent_ends import end_declined_match
from partner_hub.actions.consents import answer_case
from partner_hub.actions.models import ActionSupporter
from partner_hub.actions.supporting_parts import report_own_part
from partner_hub.consents.service import SpokenWord
from partner_hub.core import clock
from partner_hub.core.db import db
from partner_hub.core.errors import Conflict, DomainError, NotAllowed
from partner_hub.matching.commands.ends import EndReport, report_end
from partner_hub.vocabulary.action import ActionState
from partner_hub.vocabulary.consent import Consent
from partner_hub.vocabulary.match import LIVE_MATCH_STATES, MatchState
from tests.support.asking import a_meeting_without_the_school, asked, consents, match_of, sign, task_of
from tests.support.mails import speak_english, told
from tests.support.records import an_action
from tests.support.world import World

BY_PHONE = SpokenWord("江帆", "电话")
TODAY = clock.local_today()
LAST_DAY = TODAY + timedelta(days=10)


def test_the_unit_confirms(world: World) -> None:
    match, task = asked(world)
    for case in (match, task):
        answer_case(world.actor("other_unit_admin"), case, Consent.ACCEPTED)
        assert (case.consent.state, case.consent.answered_by) == (Consent.ACCEPTED, "江帆")
    assert task_of(task).state is ActionState.ACKNOWLEDGED
    assert match_of(match).state is MatchState.CONFIRMED


def test_a_no_has_a_comment_and_the_committee_is_told(world: World) -> None:
    speak_english()
    match, task = asked(world)
    with pytest.raises(DomainError) as refused:
        answer_case(world.actor("other_unit_admin"), match, Consent.DECLINED, comment=" ")
    assert refused.value.field == "comment"
    answer_case(world.actor("other_unit_admin"), match, Consent.DECLINED, comment="老师外出培训")
    answer_case(world.actor("other_unit_admin"), task, Consent.DECLINED, comment="操场在维修")
    assert task_of(task).state is ActionState.DECLINED
    heard = [subject for who, subject in told() if who == "secretary"]
    assert heard[-2:] == [
        "江州市柳岸小学 says no to what it was given: 要人辅导作业",
        "江州市柳岸小学 declines: 开放操场",
    ]


def test_what_the_unit_does_with_its_task_is_its_answer(world: World) -> None:
    _match, task = asked(world)
    school, secretary = world.actor("other_unit_admin"), world.actor("secretary")
    service.move_action(school, task_of(task), to=ActionState.ACKNOWLEDGED)
    assert task.consent.state is Consent.ACCEPTED
    service.move_action(school, task_of(task), to=ActionState.DECLINED, reason="操场在维修")
    assert (task.consent.state, task.consent.comment) == (Consent.DECLINED, "操场在维修")
    service.move_action(secretary, task_of(task), to=ActionState.ISSUED, reason="改到一月")
    assert (task.consent.state, task.consent.comment) == (Consent.TO_CONFIRM, "")


def test_what_the_committee_does_for_the_unit_is_no_answer(world: World) -> None:
    _match, task = asked(world)
    service.move_action(world.actor("staff"), task_of(task), to=ActionState.IN_PROGRESS)
    assert task.consent.state is Consent.TO_CONFIRM


def test_who_gets_the_date_it_asked_for_stands_by_the_task(world: World) -> None:
    match, task = asked(world)
    request = deadlines.ask_for_later_deadline(
        world.actor("other_unit_admin"), task_of(task), asked_due=date(2027, 3, 1), reason="操场在维修"
    )
    # Whoever has asked for something is not silent: only of the match nobody answered.
    assert note_silent_units(LAST_DAY + timedelta(days=1)) == 1
    assert [each.consent.state for each in (match, task)] == [Consent.SILENT, Consent.TO_CONFIRM]
    deadlines.grant_deadline_request(world.actor("secretary"), request)
    assert [each.consent.state for each in (match, task)] == [Consent.SILENT, Consent.ACCEPTED]


def test_a_supporting_unit_that_reports_stands_by_its_part(world: World) -> None:
    meeting = a_meeting_without_the_school(world)
    action = meeting.items[1].actions[0]
    action.supporters.append(ActionSupporter(partnership_id=world.school))
    db.session.commit()
    sign(world, meeting)
    (consent,) = [each for each in consents() if each.action_id == action.id]
    report_own_part(world.actor("other_unit_admin"), action, action.supporters[0], words="已出两名老师")
    assert consent.state is Consent.ACCEPTED


def test_a_unit_that_reports_how_its_match_ended_stood_by_it(world: World) -> None:
    match, _task = asked(world)
    report = EndReport(MatchState.DELIVERED, outcome="辅导了8次")
    report_end(world.actor("other_unit_admin"), match_of(match), report)
    assert match.consent.state is Consent.ACCEPTED


def test_staff_write_down_whose_word_it_is(world: World) -> None:
    match, _task = asked(world)
    for word, field in ((SpokenWord("", "电话"), "said_by"), (SpokenWord("江帆", " "), "said_via")):
        with pytest.raises(DomainError) as refused:
            answer_case(world.actor("staff"), match, Consent.ACCEPTED, spoken=word)
        assert refused.value.field == field
    answer_case(world.actor("staff"), match, Consent.ACCEPTED, spoken=BY_PHONE)
    consent = match.consent
    assert (consent.said_by, consent.said_via, consent.answered_by) == ("江帆", "电话", "丁一鸣")


@pytest.mark.parametrize("who", ["unit_admin", "grid_worker", "supervisor", "district_observer", "system_admin"])
def test_nobody_else_answers(world: World, who: str) -> None:
    for case in asked(world):
        for to in (Consent.ACCEPTED, Consent.DECLINED):
            with pytest.raises(NotAllowed):
                answer_case(world.actor(who), case, to, comment="不行", spoken=BY_PHONE)
        assert case.consent.state is Consent.TO_CONFIRM


def test_nobody_answers_twice(world: World) -> None:
    match, task = asked(world)
    for case in (match, task):
        answer_case(world.actor("other_unit_admin"), case, Consent.ACCEPTED)
        for to in (Consent.ACCEPTED, Consent.DECLINED):
            with pytest.raises(Conflict):
                answer_case(world.actor("other_unit_admin"), case, to, comment="不行")


def test_nobody_answers_of_what_has_ended(world: World) -> None:
    match, task = asked(world)
    service.move_action(world.actor("secretary"), task_of(task), to=ActionState.DROPPED, reason="不办了")
    match_of(match).state = MatchState.RELEASED
    for case in (match, task):
        with pytest.raises(Conflict):
            answer_case(world.actor("other_unit_admin"), case, Consent.ACCEPTED)


def test_silence_is_noted_after_the_day_and_may_still_be_broken(world: World) -> None:
    speak_english()
    match, task = asked(world)
    assert note_silent_units(LAST_DAY) == 0
    assert remind_of_open_consents(LAST_DAY - timedelta(days=4)) == 0
    assert [remind_of_open_consents(LAST_DAY - timedelta(days=left)) for left in (3, 2)] == [2, 0]
    assert note_silent_units(LAST_DAY + timedelta(days=1)) == 2
    assert note_silent_units(LAST_DAY + timedelta(days=2)) == 0
    assert {case.consent.state for case in (match, task)} == {Consent.SILENT}
    assert ("staff", "江州市柳岸小学 has not answered, noted: 开放操场") in told()
    answer_case(world.actor("other_unit_admin"), match, Consent.ACCEPTED)
    answer_case(world.actor("other_unit_admin"), task, Consent.DECLINED, comment="操场在维修")
    assert [case.consent.state for case in (match, task)] == [Consent.ACCEPTED, Consent.DECLINED]


def test_of_what_has_ended_nobody_is_silent(world: World) -> None:
    match, task = asked(world)
    service.move_action(world.actor("secretary"), task_of(task), to=ActionState.DROPPED, reason="不办了")
    match_of(match).state = MatchState.RELEASED
    db.session.flush()
    assert remind_of_open_consents(LAST_DAY) == 0
    assert note_silent_units(LAST_DAY + timedelta(days=1)) == 0


def test_one_press_ends_the_match_with_the_units_words(world: World) -> None:
    match, _task = asked(world)
    with pytest.raises(Conflict):
        end_declined_match(world.actor("staff"), match)
    answer_case(world.actor("other_unit_admin"), match, Consent.DECLINED, comment="老师外出培训")
    with pytest.raises(NotAllowed):
        end_declined_match(world.actor("other_unit_admin"), match)
    end_declined_match(world.actor("staff"), match)
    assert match_of(match).state not in LIVE_MATCH_STATES
    assert match_of(match).reason == "老师外出培训"
    with pytest.raises(Conflict):
        end_declined_match(world.actor("staff"), match)


def test_a_task_that_nobody_was_asked_about_has_no_answer(world: World) -> None:
    action = an_action(world)
    service.move_action(world.actor("unit_admin"), action, to=ActionState.ACKNOWLEDGED)
    assert action.consents == []
