"""Notifications and mails about the registration of units and their yearly check."""

from flask import current_app, render_template
from flask_babel import LazyString, force_locale
from flask_babel import lazy_gettext as _l

from partner_hub.core.mail_outbox import queue_mail
from partner_hub.messages.queries import people_of_committee, people_of_unit
from partner_hub.messages.service import TargetPage, notify_people
from partner_hub.partners import queries
from partner_hub.partners.models import Partnership, UnitApplication
from partner_hub.vocabulary.unit import UnitState


def send_application_link(application: UnitApplication, link: str) -> None:
    _mail_to_applicant(application, _l("Your registration as a neighbourhood partner"), "application", link)


def send_returned(application: UnitApplication, link: str) -> None:
    _mail_to_applicant(application, _l("Please complete your registration"), "application_returned", link)


def notify_committee_of_unit(partnership: Partnership) -> None:
    """A unit waits for approval, for the first time or after its yearly check."""
    people = people_of_committee(partnership.community_id)
    subject = _l("“%(name)s” waits for your approval", name=partnership.name)
    notify_people(people, _target_of_unit_step(partnership), subject=subject, button=_l("Approve"))


def notify_of_yearly_check(partnership: Partnership) -> None:
    """The yearly check, to those who can answer it: the administrators."""
    people = [grant.user for grant in queries.administrators_of_unit(partnership)]
    subject = _l("Please look whether the details of “%(name)s” are still right", name=partnership.name)
    details = _l("Once a year. Until it is done your unit finishes what it has begun, but takes on nothing new.")
    button = _l("Submit for approval")
    notify_people(people, _target_of_unit_step(partnership), subject=subject, button=button, details=details)


def notify_unit_of_decision(partnership: Partnership, to: UnitState, reason: str) -> None:
    """What the committee has decided, to everybody of the unit."""
    name = partnership.name
    subjects = {
        UnitState.APPROVED: _l("The committee has approved “%(name)s”", name=name),
        UnitState.RETURNED: _l("The committee sent the details of “%(name)s” back", name=name),
        UnitState.SUSPENDED: _l("“%(name)s” is suspended", name=name),
    }
    button = _l("Edit profile") if to == UnitState.RETURNED else _l("Look at it")
    people = people_of_unit(partnership.id)
    notify_people(people, _target_of_unit_step(partnership), subject=subjects[to], button=button, details=reason)


def _target_of_unit_step(partnership: Partnership) -> TargetPage:
    """Each step counts the version up, so that it is an occasion of its own."""
    key = f"unit:{partnership.id}:{partnership.state.value}:{partnership.version}"
    return TargetPage(partnership.community_id, "units", key, "partners.show", {"partnership_id": partnership.id})


def _mail_to_applicant(application: UnitApplication, subject: LazyString, name: str, link: str) -> None:
    if application.email:
        with force_locale(str(current_app.config["BABEL_DEFAULT_LOCALE"])):
            body = render_template(f"mail/{name}.txt", application=application, link=link)
            queue_mail(application.email, str(subject), body)
