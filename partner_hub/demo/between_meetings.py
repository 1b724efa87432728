"""Demonstration data between the meetings: claims, dispatches, invitations, agreements, new applications and needs."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from partner_hub.communities.models import Community
from partner_hub.consents.service import SpokenWord
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.matching.commands import answers, claims, invitations, supporters
from partner_hub.matching.models import Match
from partner_hub.matching.suggestions.service import dismiss_offering
from partner_hub.needs.models import Need
from partner_hub.needs.resident_submissions import Submission
from partner_hub.offerings.models import Offering
from partner_hub.partners.agreements import write_agreement
from partner_hub.partners.applications import apply_as_unit
from partner_hub.partners.models import Partnership
from partner_hub.public.service import new_form_key, submit_resident_need

Row = Mapping[str, Any]


class BetweenMeetings:
    """Finds the records that the data name, and lets the community's staff deal with them."""

    def __init__(self, staff: Actor, community: Community, units: Mapping[str, Partnership]) -> None:
        self._staff = staff
        self._community = community
        self._units = units

    def go_on(self, data: Mapping[str, Any]) -> None:
        for entry in data["takings"]:
            self._take(entry)
        for entry in data["invitations"]:
            offerings = [self._offering(name) for name in entry["offerings"]]
            units = [offering.partnership for offering in offerings if offering.partnership]
            thought_of = {unit.id: offering for unit, offering in zip(units, offerings, strict=True)}
            invitations.invite_units(self._staff, self._need(entry["need"]), units, offerings=thought_of)
        for entry in data["dismissals"]:
            dismiss_offering(
                self._staff, self._need(entry["need"]), self._offering(entry["offering"]), reason=entry["reason"]
            )
        for entry in data["agreements"]:
            write_agreement(self._staff, self._units[entry["unit"]], data=_agreement_values(entry))
        apply_as_unit(self._community, data=data["application"])
        for entry in data["residents"]:
            submission = Submission(grid_id=self._community.grids[0].id, **entry)
            submit_resident_need(self._community, submission, key=new_form_key())

    def _take(self, entry: Row) -> None:
        offering = self._offering(entry["offering"])
        take: Callable[..., Match] = {"claim": claims.claim_need, "dispatch": claims.dispatch_need}[entry["how"]]
        match = take(
            self._staff, self._need(entry["need"]), partnership=offering.partnership, offering=offering,
            promise=entry["promise"],
        )  # fmt: skip
        for name in entry.get("supports", ()):
            support = self._offering(name)
            assert support.partnership is not None  # noqa: S101 - the demonstration's own data
            supporters.join_match(self._staff, match, partnership=support.partnership, offering=support)
        if entry.get("end") == "agree":
            contact = offering.partnership.contact if offering.partnership else ""
            answers.agree_match(self._staff, match, SpokenWord(contact or "联络员", "电话"))
        elif entry.get("end") == "decline":
            answers.decline_match(self._staff, match, reason=entry["reason"])

    def _need(self, name: str) -> Need:
        return db.session.scalars(db.select(Need).filter_by(community_id=self._community.id, name=name)).one()

    def _offering(self, name: str) -> Offering:
        return db.session.scalars(db.select(Offering).filter_by(community_id=self._community.id, name=name)).one()


def _agreement_values(entry: Row) -> dict[str, Any]:
    days = {name: date.fromisoformat(entry[name]) for name in ("starts_on", "ends_on", "review_on")}
    return days | {"goals": entry["goals"], "note": entry["note"]}
