"""What units, applicants and the committee are told about registration and the yearly check."""

from typing import Any

from flask import current_app, render_template
from flask_babel import LazyString, force_locale
from flask_babel import lazy_gettext as _l

from partner_hub.core.mail_outbox import queue_mail
from partner_hub.messages.queries import people_of_committee, people_of_unit
from partner_hub.messages.service import notify_people
from partner_hub.partners import queries
from partner_hub.partners.models import Partnership, UnitApplication
from partner_hub.vocabulary.unit import UnitState

KIND = "units"


def send_application_link(application: UnitApplication, link: str) -> None:
    _mail(application, _l("Your registration as a neighbourhood partner"), "application", link)


def send_returned(application: UnitApplication, link: str) -> None:
    _mail(application, _l("Please complete your registration"), "application_returned", link)


def tell_committee(partnership: Partnership) -> None:
    """A unit waits for approval, for the first time or after its yearly check."""
    notify_people(
        people_of_committee(partnership.community_id), partnership.community_id, **_occasion(partnership),
        subject=_l("“%(name)s” waits for your approval", name=partnership.name), button=_l("Approve"),
    )  # fmt: skip


def tell_of_check(partnership: Partnership) -> None:
    """The yearly check, to those who can answer it: the administrators."""
    people = [grant.user for grant in queries.administrators_of_unit(partnership)]
    subject = _l("Please look whether the details of “%(name)s” are still right", name=partnership.name)
    details = _l("Once a year. Until it is done your unit finishes what it has begun, but takes on nothing new.")
    notify_people(
        people, partnership.community_id, **_occasion(partnership), subject=subject, details=details,
        button=_l("Submit for approval"),
    )  # fmt: skip


def tell_unit(partnership: Partnership, to: UnitState, reason: str) -> None:
    """What the committee has decided, to everybody of the unit."""
    name = partnership.name
    subjects = {
        UnitState.APPROVED: _l("The committee has approved “%(name)s”", name=name),
        UnitState.RETURNED: _l("The committee sent the details of “%(name)s” back", name=name),
        UnitState.SUSPENDED: _l("“%(name)s” is suspended", name=name),
    }
    button = _l("Edit profile") if to == UnitState.RETURNED else _l("Look at it")
    people = people_of_unit(partnership.id)
    notify_people(
        people, partnership.community_id, **_occasion(partnership), subject=subjects[to], details=reason, button=button
    )


def _occasion(partnership: Partnership) -> dict[str, Any]:
    """Each step counts the version up, so that it is an occasion of its own."""
    return {
        "kind": KIND,
        "key": f"unit:{partnership.id}:{partnership.state.value}:{partnership.version}",
        "endpoint": "partners.show",
        "values": {"partnership_id": partnership.id},
    }


def _mail(application: UnitApplication, subject: LazyString, name: str, link: str) -> None:
    if application.email:
        with force_locale(str(current_app.config["BABEL_DEFAULT_LOCALE"])):
            body = render_template(f"mail/{name}.txt", application=application, link=link)
            queue_mail(application.email, str(subject), body)
