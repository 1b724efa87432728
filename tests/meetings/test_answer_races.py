"""Several people at the same moment: no answer is lost without its giver being told, and each is verified once."""

import threading
from collections.abc import Callable
from datetime import timedelta

from flask import Flask
from flask_babel import force_locale

from partner_hub.core import clock
from partner_hub.core.db import db
from partner_hub.core.errors import Conflict
from partner_hub.meetings import answers
from partner_hub.meetings.answer_queries import answers_of_seat, seat_of_meeting
from partner_hub.meetings.models import Meeting
from partner_hub.vocabulary.meeting import Answer, AnswerChannel, ItemKind, MeetingState
from tests.support.database import on_both_databases
from tests.support.gathering import a_gathering, seat_of
from tests.support.world import World

PEOPLE = 6


def rush_at(app: Flask, act: Callable[[int], object]) -> tuple[list[object], int]:
    """What came back to those who were let through, and how many were told that somebody was faster."""
    start, won, told = threading.Barrier(PEOPLE), list[object](), list[str]()

    def press(number: int) -> None:
        start.wait()
        with app.app_context(), force_locale("en"):
            try:
                won.append(act(number))
                db.session.commit()
            except Conflict as refusal:
                db.session.rollback()
                told.append(str(refusal))

    threads = [threading.Thread(target=press, args=(number,)) for number in range(PEOPLE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return won, len(told)


def words_of(number: int) -> answers.InvitationAnswer:
    return {"answer": Answer.ATTENDING, "delegate_name": f"代表{number}", "delegate_title": "", "reason": ""}


@on_both_databases
def test_every_answer_at_once_is_either_kept_or_told_to_have_been_too_late(app: Flask, world: World) -> None:
    soon = clock.utc_now() + timedelta(days=5)
    meeting = a_gathering(world, ItemKind.MATCHING, state=MeetingState.CALLED, planned_start=soon)
    seat = seat_of(meeting, world.school)
    meeting_id, seat_id = meeting.id, seat.id
    db.session.commit()

    def answer(number: int) -> object:
        here = db.session.get_one(Meeting, meeting_id)
        own, way = seat_of_meeting(here, seat_id), AnswerChannel.LINK
        return answers.answer_by_link(here, own, data=words_of(number), said_by="江帆", via=way)

    won, late = rush_at(app, answer)
    assert len(won) + late == PEOPLE
    db.session.expire_all()
    kept = answers_of_seat(seat)
    assert len(kept) == len(won) >= 1
    assert seat.delegate_name == kept[0].delegate_name


@on_both_databases
def test_of_many_who_verify_one_answer_one_does(app: Flask, world: World) -> None:
    soon = clock.utc_now() + timedelta(days=5)
    meeting = a_gathering(world, ItemKind.MATCHING, state=MeetingState.CALLED, planned_start=soon)
    seat = seat_of(meeting, world.school)
    way = AnswerChannel.GROUP_LINK
    entry = answers.answer_by_link(meeting, seat, data=words_of(0), said_by="江帆", via=way)
    meeting_id, entry_id, staff = meeting.id, entry.id, world.actor("staff")
    db.session.commit()

    won, _late = rush_at(
        app, lambda _number: answers.verify_answers(staff, db.session.get_one(Meeting, meeting_id), [entry_id])
    )
    assert sorted(map(str, won)).count("1") == 1
    db.session.expire_all()
    assert entry.is_verified
