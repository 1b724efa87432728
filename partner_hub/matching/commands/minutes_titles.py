"""The title that minutes give a match (事项名称)."""

from partner_hub.core.actor import Actor
from partner_hub.core.events import record_event
from partner_hub.core.optimistic_lock import count_save
from partner_hub.core.permissions import Permission
from partner_hub.matching.models import Match
from partner_hub.needs.minutes_titles import require_title_for_everybody


def retitle_match(actor: Actor, match: Match, title: str) -> None:
    """Write down the title; "" goes back to the proposal.

    Raises:
        NotAllowed: the actor is not the committee's.
        DomainError: at `minutes_title`, when it leads to a person or tells of somebody's circumstances.
        Conflict: somebody else saved the match meanwhile.
    """
    actor.require(Permission.MATCHES_DISPATCH)
    if title == match.minutes_title:
        return
    require_title_for_everybody(title, [entry.need for entry in match.needs])
    count_save(match)
    match.minutes_title = title
    # Not what it said before, as with other words: the history outlives them.
    record_event(actor, match, "retitle")
