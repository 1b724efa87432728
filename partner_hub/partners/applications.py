"""A unit registers itself, without sign-in; the committee approves it or sends it back.

Whoever holds the link speaks for the unit until it is approved: then the applicant is invited as its administrator.
"""

from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from partner_hub.accounts.link_secrets import derived_secret, sha256_hex
from partner_hub.accounts.sign_in_names import normal_email, normal_phone
from partner_hub.communities.models import Community
from partner_hub.core.absolute_urls import absolute_url
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.errors import DomainError, ExplainedNotFound
from partner_hub.core.events import record_event
from partner_hub.core.permissions import Role
from partner_hub.partners import credit_code, notifications, service
from partner_hub.partners.known_units import KnownUnits
from partner_hub.partners.models import Partnership, PartnerUnit, UnitApplication
from partner_hub.partners.workflow import UNIT_WORKFLOW
from partner_hub.vocabulary.unit import UnitState
from partner_hub.workbooks.values.single_phone import number_with_or_without_area

APPLICATION_PROFILE_FIELDS = ("kind", "address", "party_organisation")
APPLICANT_FIELDS = ("applicant", "title", "words")


@dataclass(frozen=True)
class SubmittedApplication:
    """What the form of the applicant shows again when it was sent back."""

    partnership: Partnership
    application: UnitApplication

    def __getattr__(self, name: str) -> Any:
        if name == "phone":
            # With the extension, which is no part of the number to sign in with.
            return next(iter(self.partnership.phones), self.application.phone)
        source = self.application if name in {*APPLICANT_FIELDS, "email"} else self.partnership
        return getattr(source, name)


def apply_as_unit(community: Community, *, data: dict[str, Any]) -> str:
    """Put the unit before the committee; returns the secret of the applicant's link.

    `data`: name, kind, credit_code, keep_credit_code, address, party_organisation, applicant, title, phone, email,
    words.

    Raises:
        DomainError: a field is at fault; of a unit that is known already nothing more is said than that.
    """
    name, code = data["name"], credit_code.normalise_credit_code(data.get("credit_code") or "")
    _refuse_known_applicant(community.id, name, code)
    service.refuse_wrong_credit_code(code, keep=bool(data.get("keep_credit_code")))
    partnership = Partnership(
        community=community, unit=PartnerUnit(name=name, credit_code=code), state=UnitState.SUBMITTED
    )
    application = UnitApplication(partnership=partnership)
    for field, value in _write_application(application, data).items():
        setattr(partnership, field, value)
    db.session.add(partnership)
    db.session.flush()
    secret = _renew_link_secret(application)
    db.session.add(application)
    db.session.flush()
    record_event(_actor_of_applicant(application), partnership, "apply", to_state=partnership.state.value)
    notifications.send_application_link(application, application_link(secret))
    notifications.notify_committee_of_unit(partnership)
    return secret


def find_application(secret: str) -> UnitApplication:
    """The application that this link belongs to. Raises NotFound for a link that nobody was given."""
    found = db.session.scalar(db.select(UnitApplication).where(UnitApplication.secret_hash == sha256_hex(secret)))
    if found is None:
        raise ExplainedNotFound(_("This link is not known. Please copy it as a whole."))
    return found


def resubmit_application(application: UnitApplication, *, data: dict[str, Any]) -> Partnership:
    """Submit it again after it was sent back. `data` as in apply_as_unit.

    Raises:
        Conflict: it was not sent back.
        DomainError: a field is at fault.
    """
    partnership = application.partnership
    if not application.is_sent_back:
        raise UNIT_WORKFLOW.refusal(partnership)
    name, code = data["name"], credit_code.normalise_credit_code(data.get("credit_code") or "")
    _refuse_known_applicant(partnership.community_id, name, code, besides=partnership.id)
    facts = {"name": name, "credit_code": code} | _write_application(application, data)
    service.write_unit_changes(
        _actor_of_applicant(application), partnership, facts, keep_code=bool(data.get("keep_credit_code"))
    )
    UNIT_WORKFLOW.move(_actor_of_applicant(application), partnership, UnitState.SUBMITTED)
    partnership.return_reason = ""
    db.session.flush()
    notifications.notify_committee_of_unit(partnership)
    return partnership


def unit_of_application(application: UnitApplication) -> Partnership:
    """The one that it was merged into, where it was."""
    own = application.partnership
    return db.session.get_one(Partnership, own.merged_into_id) if own.merged_into_id else own


def send_returned_application(application: UnitApplication) -> None:
    """Mail the applicant that something is missing, with the link: the table holds but its hash."""
    notifications.send_returned(application, application_link(_renew_link_secret(application)))


def application_link(secret: str) -> str:
    return absolute_url("partners.application", secret=secret)


def _write_application(application: UnitApplication, data: dict[str, Any]) -> dict[str, Any]:
    """Write the applicant's part; returns the unit's."""
    email, phone = normal_email(data.get("email") or ""), normal_phone(data.get("phone") or "")
    if not (email or phone):
        raise DomainError(_("Please give a telephone number or an e-mail address."), field="phone")
    application.email, application.phone = email, phone
    for field in APPLICANT_FIELDS:
        setattr(application, field, data.get(field) or "")
    spelled = number_with_or_without_area(data.get("phone") or "", application.partnership.community.area_code)
    return {field: data.get(field) or "" for field in APPLICATION_PROFILE_FIELDS} | {
        "contact": application.applicant,
        "phones": [spelled or data["phone"]] if phone else [],
    }


def _refuse_known_applicant(community_id: int, name: str, code: str, besides: int | None = None) -> None:
    """As service.refuse_known_unit, but naming the typed name: a stored one would reveal whose credit code it is."""
    try:
        service.refuse_known_unit(KnownUnits.of(community_id), name, code, besides)
    except DomainError:
        known = _(
            "“%(name)s” is known to this community already. Please ask your colleagues or the community for an "
            "invitation.",
            name=name,
        )
        raise DomainError(known, field="name") from None


def _actor_of_applicant(application: UnitApplication) -> Actor:
    partnership = application.partnership
    mine = frozenset({partnership.id})
    return Actor(
        None, application.applicant, partnership.community_id, frozenset({Role.UNIT_ADMIN}), partnership_ids=mine
    )


def _renew_link_secret(application: UnitApplication) -> str:
    """Follows from the installation's own key, so that a later letter can name the link again; not from the table.

    When that key has been changed, the older link ends with the next letter.
    """
    secret = derived_secret(f"unit application {application.partnership.id}")
    application.secret_hash = sha256_hex(secret)
    return secret
