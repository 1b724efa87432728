"""The person and the telephone numbers to get in touch with, from the columns that hold them."""

from dataclasses import dataclass

from partner_hub.workbooks.planners.draft import Draft
from partner_hub.workbooks.values.people import Person
from partner_hub.workbooks.values.person_titles import is_persons_name
from partner_hub.workbooks.values.phones import Phones, read_phones


@dataclass
class Contact:
    person: Person
    numbers: list[str]


def read_contact(draft: Draft, columns: tuple[str, ...], area_code: str) -> Contact:
    """Of the column `contact` and of those with numbers; a name in the first of these is that of the contact."""
    contact = Contact(draft.person("contact", area_code), [])
    contact.numbers += contact.person.phones.numbers
    for column in columns:
        phones = read_phones(draft.value(column), area_code)
        if phones.words and not contact.person.name and column == columns[0]:
            _take_name_beside_number(draft, column, contact, phones)
        draft.note_phones(column, phones)
        contact.numbers += phones.numbers
    contact.numbers = list(dict.fromkeys(contact.numbers))
    return contact


def _take_name_beside_number(draft: Draft, column: str, contact: Contact, phones: Phones) -> None:
    person = draft.person_beside_number(column)
    if is_persons_name(person.name):
        contact.person = person
        phones.conclusions.remove("name_dropped")
        draft.conclude("contact", draft.words(column), person.name, "phone_split_off")


def remark_with_others(remark: str, post: str, others: list[str]) -> str:
    """What no column holds goes into the remark: 联络员另有：李强."""
    return "；".join(filter(None, (remark, f"{post}另有：{'、'.join(others)}"))) if others else remark
