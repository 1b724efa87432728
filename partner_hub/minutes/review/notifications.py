"""Who is told of minutes: units of a draft to look at and of what was signed, the committee of comments."""

from collections.abc import Sequence

from flask import current_app, render_template
from flask_babel import LazyString, force_locale, gettext
from flask_babel import lazy_gettext as _l

from partner_hub.core.actor import Actor
from partner_hub.core.mail_outbox import queue_mails
from partner_hub.core.template_filters import format_day
from partner_hub.meetings.answer_reach import reach_of_meeting
from partner_hub.meetings.models import Meeting
from partner_hub.messages.queries import people_of_committee, people_of_unit, people_of_units
from partner_hub.messages.service import TargetPage, notify_people
from partner_hub.minutes.models import IssuedMinutes
from partner_hub.minutes.review.models import MinutesComment, MinutesReview
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


def ask_units_to_review(actor: Actor, review: MinutesReview, unit_ids: Sequence[int]) -> None:
    """Again when the last day was changed."""
    title, until = review.minutes.meeting.title, review.until
    page = _page_of_review(review).at(f"until:{until.isoformat()}")
    subject = _l("Please look at your part of the minutes: %(title)s", title=title)
    details = LazyString(lambda: gettext("Comments are taken until %(day)s.", day=format_day(until)))
    notify_people(people_of_units(unit_ids), page, subject=subject, button=_l("Look at it"), details=details, by=actor)


def tell_committee_of_comment(actor: Actor, comment: MinutesComment) -> None:
    meeting = comment.review.minutes.meeting
    values = {"meeting_id": meeting.id}
    key = f"minutes-comment:{comment.id}"
    page = TargetPage(meeting.community_id, "minutes", key, "minutes_review.of_meeting", values)
    words = {"unit": comment.partnership.name, "title": meeting.title}
    subject = _l("%(unit)s comments on the draft of the minutes: %(title)s", **words)
    notify_people(people_of_committee(meeting.community_id), page, subject=subject, button=_l("Settle it"), by=actor)


def tell_unit_of_answer(actor: Actor, comment: MinutesComment) -> None:
    page = _page_of_review(comment.review).at(f"comment:{comment.id}:{comment.version}")
    subject = (
        _l("Your comment on the minutes was taken over")
        if comment.taken_over
        else _l("Your comment on the minutes was not taken over")
    )
    people = people_of_unit(comment.partnership_id)
    notify_people(people, page, subject=subject, button=_l("Look at it"), details=comment.answer, by=actor)


def _page_of_review(review: MinutesReview) -> TargetPage:
    community_id = review.minutes.meeting.community_id
    return TargetPage(
        community_id, "minutes", f"minutes-review:{review.id}", "minutes_review.part", {"review_id": review.id}
    )
