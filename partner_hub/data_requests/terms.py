"""What a person is looked for by: what was typed, and what the records found by it say besides."""

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
from partner_hub.data_requests.sought import Term, one_form, ways_to_write
from partner_hub.data_requests.tables import USER, belongs
from partner_hub.needs.models import Need
from partner_hub.privacy import find_personal_data
from partner_hub.public.lookup_codes import parse_lookup_code

SHORTEST_NAME = 2
LONGEST_NAME = 60
TITLES = (
    *("先生", "女士", "阿姨", "阿婆", "大爷", "大妈", "大叔", "叔叔", "奶奶", "爷爷", "老人", "师傅", "老师", "同志"),
    *("家", "某", "某某"),
)
Named = tuple[int, str]


@dataclass
class Person:
    """`names`, `phones` and `mails` in the words that were typed or found, `needs` as (id, moment of recording).

    `noted` is what stands beside them as a reporter's name and may be no name of one person: it is not looked for.
    """

    names: dict[str, None] = field(default_factory=dict)
    phones: dict[str, None] = field(default_factory=dict)
    mails: dict[str, None] = field(default_factory=dict)
    codes: dict[str, None] = field(default_factory=dict)
    needs: dict[Named, None] = field(default_factory=dict)
    noted: dict[str, None] = field(default_factory=dict)

    @property
    def words(self) -> list[str]:
        return [*self.names, *self.phones, *self.mails]

    def terms(self, area_code: str = "") -> list[Term]:
        numbers = {way for phone in self.phones for way in ways_to_write(phone, area_code)}
        found = [
            *(Term("name", one_form(name)) for name in self.names),
            *(Term("phone", number) for number in sorted(numbers)),
            *(Term("mail", one_form(mail)) for mail in self.mails),
            *(Term("code", code) for code in self.codes),
        ]
        return [term for term in found if term.text]


def person_of(
    community: Community, *, name: str = "", phone: str = "", mail: str = "", code: str = "", need_id: int | None = None
) -> Person:
    """Raises DomainError, at its field, for what leads to nobody; `name` and `phone` may be several, with commas."""
    person = Person()
    for each in _several(name):
        _check_name(each)
        person.names[each] = None
    for each in _several(phone):
        if not ways_to_write(each):
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


def account_names(community: Community) -> set[str]:
    """What the people with an account here are called, in the one form."""
    users = db.select(User.name).where(belongs(METADATA.tables[USER], community.id))
    return {one_form(name) for name in db.session.scalars(users)}


def is_a_name(words: str) -> bool:
    """Whether it names one person. What clerks note besides (居民, 王阿姨, 热线来电) would be found everywhere."""
    name = "".join(words.split())
    alone, within = (find_personal_data(text) for text in (name, f"居民{name}电话"))
    if any(finding.text == name for finding in alone):
        return True
    return not name.endswith(TITLES) and any(finding.text == name for finding in within)


def _several(typed: str) -> list[str]:
    for sign in "，、;；\n":
        typed = typed.replace(sign, ",")
    return [each for part in typed.split(",") if (each := " ".join(part.split()))]


def _check_name(name: str) -> None:
    if not SHORTEST_NAME <= len(one_form(name)) <= LONGEST_NAME:
        raise DomainError(_("A name to look for has 2 to 60 characters."), field="name")


def _add_need(person: Person, community: Community, code: str, need_id: int | None) -> None:
    """The need itself, and whom it names as its reporter: whoever holds the code is that person."""
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
    person.needs[named(found)] = None
    if found.code_hash:
        person.codes[found.code_hash] = None
    _take_over_reporters(person, [found.reporter_name])
    _take_over(person, [], [found.reporter_phone])


def named(need: Need) -> Named:
    """How a need is known again after a restore: its number alone might be another need's by then."""
    return need.id, need.created_at.astimezone(UTC).isoformat()


def _add_reporters(person: Person, community: Community) -> None:
    """A telephone number's owner, as needs have noted."""
    numbers = {way for phone in person.phones for way in ways_to_write(phone, community.area_code)}
    if not numbers:
        return
    rows = db.session.execute(
        db.select(Need.reporter_name, Need.reporter_phone).where(
            Need.community_id == community.id, Need.reporter_phone != ""
        )
    )
    owners = [name for name, phone in rows if ways_to_write(phone, community.area_code) & numbers]
    _take_over_reporters(person, owners)


def _add_accounts(person: Person, community: Community) -> None:
    """Who signs in with this address or number is called so, too."""
    numbers = {way for phone in person.phones for way in ways_to_write(phone, community.area_code)}
    mails = {mail.lower() for mail in person.mails}
    known = or_(User.phone.in_(numbers), User.email.in_(mails))
    for user in db.session.scalars(db.select(User).where(belongs(METADATA.tables[USER], community.id), known)):
        _take_over(person, [user.name], [user.phone or ""])
        if user.email:
            person.mails[user.email] = None


def _take_over_reporters(person: Person, names: Iterable[str]) -> None:
    for name in filter(None, names):
        if is_a_name(name):
            _take_over(person, [name], [])
        elif one_form(name) not in map(one_form, person.names):
            person.noted[name] = None


def _take_over(person: Person, names: Iterable[str], phones: Iterable[str]) -> None:
    for name in names:
        if len(one_form(name)) >= SHORTEST_NAME:
            person.names.setdefault(name)
    for phone in phones:
        if ways_to_write(phone):
            person.phones.setdefault(phone)
