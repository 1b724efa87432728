"""Two people of a unit, or a unit and the night, at the same moment: one answer stands."""

import threading

from flask import Flask
from flask_babel import force_locale

from partner_hub.actions.consent_queries import consent_case_of
from partner_hub.actions.consents import answer_case
from partner_hub.consents.models import UnitConsent
from partner_hub.core.db import db
from partner_hub.core.errors import Conflict
from partner_hub.core.events import history_of
from partner_hub.vocabulary.consent import Consent
from tests.support.asking import asked
from tests.support.database import on_both_databases
from tests.support.world import World

ANSWERS = (Consent.ACCEPTED, Consent.DECLINED)


@on_both_databases
def test_of_a_yes_and_a_no_at_once_one_stands(app: Flask, world: World) -> None:
    match, task = asked(world)
    numbers = (match.consent.id, task.consent.id)
    school = world.actor("other_unit_admin")
    db.session.commit()
    start, won, told = threading.Barrier(8), [], []

    def answer(number: int) -> None:
        start.wait()
        with app.app_context(), force_locale("en"):
            case = consent_case_of(school, numbers[number % 2])
            try:
                answer_case(school, case, ANSWERS[number // 2 % 2], comment="不行")
                db.session.commit()
                won.append(number)
            except Conflict as refusal:
                db.session.rollback()
                told.append(str(refusal))

    threads = [threading.Thread(target=answer, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(won), len(told)) == (2, 6)
    for number in numbers:
        consent = db.session.get_one(UnitConsent, number, populate_existing=True)
        assert consent.state in ANSWERS
        # Asked, and answered once.
        assert len(history_of(consent)) == 2
