"""Replace a need's title in messages already sent, when their readers may not read that title any more."""

from collections.abc import Iterator
from contextlib import contextmanager

from partner_hub.core.absolute_urls import path_to
from partner_hub.core.db import db
from partner_hub.core.facts_from_above import match_need
from partner_hub.messages.service import reword_notifications
from partner_hub.needs.models import Need


@contextmanager
def retitling_messages(need: Need) -> Iterator[None]:
    """Around a change of wording, visibility or state: update the title in messages and queued mails."""
    old_title = need.open_title if need.open_title == need.public_name else ""
    yield
    if old_title and need.open_title != old_title:
        reword_notifications(_paths_in_messages(need), old_title, need.open_title)


def _paths_in_messages(need: Need) -> list[str]:
    """The pages that messages about this need lead to."""
    matches = db.session.scalars(db.select(match_need.c.match_id).where(match_need.c.need_id == need.id))
    own = path_to("needs.show", community_id=need.community_id, need_id=need.id)
    return [own, *(path_to("matches.show", community_id=need.community_id, match_id=each) for each in matches)]
