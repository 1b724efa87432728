"""Who is told of minutes: every member unit of what was signed."""

from flask import current_app, render_template
from flask_babel import LazyString, force_locale
from flask_babel import lazy_gettext as _l

from partner_hub.core.actor import Actor
from partner_hub.core.mail_outbox import queue_mails
from partner_hub.meetings.answer_reach import reach_of_meeting
from partner_hub.meetings.models import Meeting
from partner_hub.messages.service import TargetPage, notify_people
from partner_hub.minutes.models import IssuedMinutes
from partner_hub.privacy import mask_personal_data


def tell_units_of_minutes(actor: Actor, meeting: Meeting, version: IssuedMinutes) -> None:
    """A message to the people of each unit, a mail to those without account; the same statements for however many."""
    reached = reach_of_meeting(meeting)
    subject, details = _subject_of(version), _details_of(version)
    page = target_of_version(version).at(f"signed:{version.revision}")
    people = [user for each in reached for user in each.people]
    notify_people(people, page, subject=subject, button=_l("To the minutes"), details=details, by=actor)
    with force_locale(str(current_app.config["BABEL_DEFAULT_LOCALE"])):
        title = str(subject)
        words = {"title": title, "details": str(_l("Please ask the community for a copy.")), "link": ""}
        queue_mails([
            (address, title, render_template("mail/meeting_notice.txt", unit=each.partnership.name, **words))
            for each in reached if not each.people for address in each.addresses
        ])  # fmt: skip


def target_of_version(version: IssuedMinutes) -> TargetPage:
    key = f"minutes:{version.minutes_id}"
    return TargetPage(version.community_id, "minutes", key, "minutes.show", {"issued_id": version.id})


def _subject_of(version: IssuedMinutes) -> LazyString:
    title = version.title
    if version.replaces_id is None:
        return _l("Minutes issued: %(title)s %(reference)s", title=title, reference=version.reference)
    return _l("Minutes corrected: %(title)s %(reference)s", title=title, reference=version.reference)


def _details_of(version: IssuedMinutes) -> LazyString:
    if version.replaces_id is None:
        return _l("The page has the minutes, and the excerpt for your unit.")
    return _l(
        "It replaces version %(n)s. Reason: %(reason)s. The page has the minutes, and the excerpt for your unit.",
        n=version.revision - 1,
        reason=mask_personal_data(version.reason).rstrip("。."),
    )
