"""Search terms of a person: what was typed, and what needs and accounts found by it add."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC

from flask_babel import gettext as _
from sqlalchemy import or_

from partner_hub.accounts.link_secrets import sha256_hex
from partner_hub.accounts.models import User
from partner_hub.communities.models import Community
from partner_hub.core.db import METADATA, db
from partner_hub.core.errors import DomainError
from partner_hub.data_requests.person_matcher import Term, comparable_form, phone_spellings
from partner_hub.data_requests.tables import USER_TABLE, is_of_community
from partner_hub.needs.models import Need
from partner_hub.privacy import find_personal_data
from partner_hub.public.lookup_codes import parse_lookup_code

MIN_NAME_LENGTH = 2
MAX_NAME_LENGTH = 60
TITLE_ENDINGS = (
    *("先生", "女士", "阿姨", "阿婆", "大爷", "大妈", "大叔", "叔叔", "奶奶", "爷爷", "老人", "师傅", "老师", "同志"),
    *("家", "某", "某某"),
)
NeedKey = tuple[int, str]


@dataclass
class Person:
    """`names`, `phones` and `mails` in the words that were typed or found, `needs` as (id, moment of recording).

    `noted` is what stands beside them as a reporter's name and may be no name of one person: it is not looked for.
    """

    names: dict[str, None] = field(default_factory=dict)
    phones: dict[str, None] = field(default_factory=dict)
    mails: dict[str, None] = field(default_factory=dict)
    codes: dict[str, None] = field(default_factory=dict)
    needs: dict[NeedKey, None] = field(default_factory=dict)
    noted: dict[str, None] = field(default_factory=dict)

    @property
    def words(self) -> list[str]:
        return [*self.names, *self.phones, *self.mails]

    def terms(self, area_code: str = "") -> list[Term]:
        numbers = {way for phone in self.phones for way in phone_spellings(phone, area_code)}
        found = [
            *(Term("name", comparable_form(name)) for name in self.names),
            *(Term("phone", number) for number in sorted(numbers)),
            *(Term("mail", comparable_form(mail)) for mail in self.mails),
            *(Term("code", code) for code in self.codes),
        ]
        return [term for term in found if term.text]


def collect_person_terms(
    community: Community, *, name: str = "", phone: str = "", mail: str = "", code: str = "", need_id: int | None = None
) -> Person:
    """`name` and `phone` may be several, separated by commas.

    Raises:
        DomainError: at the field of a term that is too short or unknown, or when there is none.
    """
    person = Person()
    for each in _comma_separated(name):
        _require_searchable_name(each)
        person.names[each] = None
    for each in _comma_separated(phone):
        if not phone_spellings(each):
            raise DomainError(_("A phone number has 7 to 15 digits."), field="phone")
        person.phones[each] = None
    if mail.strip():
        person.mails[mail.strip()] = None
    _add_need(person, community, code, need_id)
    if not (person.words or person.codes or person.needs):
        raise DomainError(_("Please give a name, a telephone number, a mail address or a look-up code."))
    _add_reporters(person, community)
    _add_accounts(person, community)
    return person


def comparable_account_names(community: Community) -> set[str]:
    """Names of the users of this community, in comparable form."""
    users = db.select(User.name).where(is_of_community(METADATA.tables[USER_TABLE], community.id))
    return {comparable_form(name) for name in db.session.scalars(users)}


def is_name_of_one_person(words: str) -> bool:
    """Whether the text is one person's name; other notes of clerks (居民, 王阿姨, 热线来电) would match everywhere."""
    name = "".join(words.split())
    alone, within = (find_personal_data(text) for text in (name, f"居民{name}电话"))
    if any(finding.text == name for finding in alone):
        return True
    return not name.endswith(TITLE_ENDINGS) and any(finding.text == name for finding in within)


def _comma_separated(typed: str) -> list[str]:
    for sign in "，、;；\n":
        typed = typed.replace(sign, ",")
    return [each for part in typed.split(",") if (each := " ".join(part.split()))]


def _require_searchable_name(name: str) -> None:
    if not MIN_NAME_LENGTH <= len(comparable_form(name)) <= MAX_NAME_LENGTH:
        raise DomainError(_("A name to look for has 2 to 60 characters."), field="name")


def _add_need(person: Person, community: Community, code: str, need_id: int | None) -> None:
    """Add the need and its reporter: whoever holds the look-up code is that person."""
    here = db.select(Need).where(Need.community_id == community.id)
    found: Need | None = None
    if code.strip():
        found = db.session.scalar(here.where(Need.code_hash == sha256_hex(parse_lookup_code(code) or code)))
        if found is None:
            raise DomainError(
                _("There is no need with this code here. Please compare it with your note."), field="code"
            )
    elif need_id is not None:
        found = db.session.scalar(here.where(Need.id == need_id))
        if found is None:
            raise DomainError(_("There is no such need here."), field="need_id")
    if found is None:
        return
    person.needs[need_key(found)] = None
    if found.code_hash:
        person.codes[found.code_hash] = None
    _add_reporter_names(person, [found.reporter_name])
    _add_names_and_phones(person, [], [found.reporter_phone])


def need_key(need: Need) -> NeedKey:
    """Identity of a need across a restore: its id alone might be another need's by then."""
    return need.id, need.created_at.astimezone(UTC).isoformat()


def _add_reporters(person: Person, community: Community) -> None:
    """Add the reporter names that needs have recorded with one of the telephone numbers."""
    numbers = {way for phone in person.phones for way in phone_spellings(phone, community.area_code)}
    if not numbers:
        return
    rows = db.session.execute(
        db.select(Need.reporter_name, Need.reporter_phone).where(
            Need.community_id == community.id, Need.reporter_phone != ""
        )
    )
    owners = [name for name, phone in rows if phone_spellings(phone, community.area_code) & numbers]
    _add_reporter_names(person, owners)


def _add_accounts(person: Person, community: Community) -> None:
    """Add name, number and address of accounts with one of the addresses or numbers."""
    numbers = {way for phone in person.phones for way in phone_spellings(phone, community.area_code)}
    mails = {mail.lower() for mail in person.mails}
    known = or_(User.phone.in_(numbers), User.email.in_(mails))
    for user in db.session.scalars(
        db.select(User).where(is_of_community(METADATA.tables[USER_TABLE], community.id), known)
    ):
        _add_names_and_phones(person, [user.name], [user.phone or ""])
        if user.email:
            person.mails[user.email] = None


def _add_reporter_names(person: Person, names: Iterable[str]) -> None:
    for name in filter(None, names):
        if is_name_of_one_person(name):
            _add_names_and_phones(person, [name], [])
        elif comparable_form(name) not in map(comparable_form, person.names):
            person.noted[name] = None


def _add_names_and_phones(person: Person, names: Iterable[str], phones: Iterable[str]) -> None:
    for name in names:
        if len(comparable_form(name)) >= MIN_NAME_LENGTH:
            person.names.setdefault(name)
    for phone in phones:
        if phone_spellings(phone):
            person.phones.setdefault(phone)
