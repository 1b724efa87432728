from datetime import timedelta

from flask import Flask

from partner_hub.core import clock
from partner_hub.core.db import db
from partner_hub.offerings.states import OfferingState
from tests.offerings.conftest import Offer


def test_the_nightly_command_says_how_many_have_expired(app: Flask, offer: Offer) -> None:
    over = offer("过期的", valid_to=clock.today() - timedelta(days=1))
    db.session.commit()
    runner = app.test_cli_runner()
    assert runner.invoke(args=["hub", "expire-offerings"]).output == "Expired: 1.\n"
    assert runner.invoke(args=["hub", "expire-offerings"]).output == "Expired: 0.\n"
    db.session.expire_all()
    assert over.state == OfferingState.EXPIRED
