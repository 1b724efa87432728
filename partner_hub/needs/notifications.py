"""Notifications about how a need ends: whoever asked by an account, and the committee when it is contradicted."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l

from partner_hub.accounts.models import User
from partner_hub.core.actor import Actor
from partner_hub.messages.queries import grid_workers_of_cell, people_of_committee, people_of_unit
from partner_hub.messages.service import TargetPage, notify_people, settle_notifications
from partner_hub.needs.models import Need, NeedEnd, NeedEndAnswer

NEED_PAGE_BUTTON, ANSWER_BUTTON = _l("To the need"), _l("Answer")


def notify_of_end(actor: Actor, need: Need, end: NeedEnd) -> None:
    """The units that asked say whether it is settled; for residents their grid worker may note what they say."""
    subject = _l("Noted as done: “%(need)s”. Please say whether it is settled.", need=need.open_title)
    page = _target_of_need(need).at(f"end:{end.id}")
    notify_people(_people_who_answer(need), page, subject=subject, button=ANSWER_BUTTON, by=actor)


def notify_of_contradiction(actor: Actor, answer: NeedEndAnswer) -> None:
    need = answer.end.need
    subject = _l("Whoever asked says that it is not settled: “%(need)s”.", need=need.open_title)
    page = _target_of_need(need).at(f"contradiction:{answer.id}")
    people = people_of_committee(need.community_id)
    notify_people(people, page, subject=subject, button=NEED_PAGE_BUTTON, by=actor)


def notify_of_reopening(actor: Actor, need: Need, end: NeedEnd | None) -> None:
    """`end`: what had been noted as its end, where it had ended; nobody need answer that any more."""
    if end is not None:
        occasions = [f"end:{end.id}", *(f"contradiction:{answer.id}" for answer in end.answers)]
        settle_notifications(_target_of_need(need), *occasions)
    subject = _l("Taken up again: “%(need)s”.", need=need.open_title)
    page = _target_of_need(need).at(f"reopened:{need.version}")
    notify_people(_people_who_answer(need), page, subject=subject, button=NEED_PAGE_BUTTON, by=actor)


def _people_who_answer(need: Need) -> Sequence[User]:
    if need.asking_partnership_id:
        return people_of_unit(need.asking_partnership_id)
    return grid_workers_of_cell(need.grid_id) if need.grid_id else []


def _target_of_need(need: Need) -> TargetPage:
    return TargetPage(need.community_id, "need", f"need:{need.id}", "needs.show", {"need_id": need.id})
