"""Notifications about the end of a match: a report that waits, one that was sent back, and the end itself."""

from flask_babel import lazy_gettext as _l

from partner_hub.core.actor import Actor
from partner_hub.matching.models import Match
from partner_hub.matching.notifications import (
    MATCH_BUTTON,
    NEED_BUTTON,
    target_of_match,
    target_of_need,
    units_asking_in_match,
    units_of_match,
    words_of_match,
)
from partner_hub.matching.workflow import MATCH_STATE_LABELS
from partner_hub.messages.queries import people_of_committee, people_of_units, secretaries_of_community
from partner_hub.messages.service import notify_people, settle_notifications
from partner_hub.needs.models import Need
from partner_hub.privacy import mask_personal_data
from partner_hub.vocabulary.need import NeedState


def notify_of_reported_end(actor: Actor, match: Match) -> None:
    """Whoever accepts it: the committee; the secretaries alone for what the community gave itself."""
    settle_notifications(target_of_match(match), _occasion_of_report(match.version - 1))
    has_unit = match.lead is not None and match.lead.partnership_id is not None
    find = people_of_committee if has_unit else secretaries_of_community
    notify_people(
        find(match.community_id),
        target_of_match(match, _occasion_of_report(match.version)),
        subject=_l("%(unit)s reports on “%(need)s”: %(end)s", end=_reported_label(match), **words_of_match(match)),
        button=_l("Accept or send back"),
        details=mask_personal_data(match.outcome or match.reason),
        by=actor,
    )


def notify_of_report_sent_back(actor: Actor, match: Match, reason: str) -> None:
    settle_notifications(target_of_match(match))
    notify_people(
        people_of_units(units_of_match(match)),
        target_of_match(match, f"report-sent-back:{match.version}"),
        subject=_l("Please report again on “%(need)s”", need=words_of_match(match)["need"]),
        button=_l("Report how it ended"),
        details=mask_personal_data(reason),
        by=actor,
    )


def notify_of_accepted_end(actor: Actor, match: Match) -> None:
    """The units of both sides; and the committee of each need on which it has to decide now."""
    settle_notifications(target_of_match(match))
    words = words_of_match(match)
    notify_people(
        people_of_units({*units_of_match(match), *units_asking_in_match(match)}),
        target_of_match(match, "ended"),
        subject=_l("%(unit)s and “%(need)s”: %(end)s", end=MATCH_STATE_LABELS[match.state], **words),
        button=MATCH_BUTTON,
        details=mask_personal_data(match.outcome or match.reason),
        by=actor,
    )
    for entry in match.needs:
        _notify_of_need_to_settle(match, entry.need)


def _notify_of_need_to_settle(match: Match, need: Need) -> None:
    """Also to whoever accepted the end: it is a task, not news."""
    subjects = {
        NeedState.IN_PROJECT: _l("Is “%(need)s” met now? Please note it.", need=need.open_title),
        NeedState.PUBLISHED: _l("“%(need)s” looks for a partner again", need=need.open_title),
    }
    if need.state in subjects:
        notify_people(
            people_of_committee(match.community_id),
            target_of_need(need, f"match:{match.id}:ended:{need.id}"),
            subject=subjects[need.state],
            button=NEED_BUTTON,
        )


def _occasion_of_report(version: int) -> str:
    return f"end-reported:{version}"


def _reported_label(match: Match) -> object:
    return MATCH_STATE_LABELS[match.reported_end] if match.reported_end else ""
