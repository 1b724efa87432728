"""What units said of what they were given in their absence, as minutes write it."""

from collections.abc import Iterable

from partner_hub.consents.models import UnitConsent
from partner_hub.meetings.consents_due import ConsentMark
from partner_hub.minutes.drafting.names_of_meeting import NamesOfMeeting
from partner_hub.vocabulary.consent import Consent

MARKS_AT_NAMES = {
    Consent.TO_CONFIRM: "待该单位确认",
    Consent.SILENT: "该单位逾期未答复",
    Consent.DECLINED: "该单位未同意",
}
WORDS_OF_UNITS = {
    Consent.TO_CONFIRM: "{unit}尚待确认",
    Consent.ACCEPTED: "{unit}已确认",
    Consent.DECLINED: "{unit}未同意",
    Consent.SILENT: "{unit}逾期未答复，已告知",
}


def marked_name(name: str, unit_id: int | None, marks: Iterable[ConsentMark]) -> str:
    """The unit's name, with what is still open of its word behind it in brackets."""
    words = next((MARKS_AT_NAMES.get(mark.state) for mark in marks if mark.unit.id == unit_id), None)
    return f"{name}（{words}）" if words else name


def words_of_consents(consents: Iterable[UnitConsent], names: NamesOfMeeting) -> str:
    """For instance 江州市医院已确认；滨江小学未同意：人手不够."""
    return "；".join(_words_of_consent(consent, names) for consent in consents)


def _words_of_consent(consent: UnitConsent, names: NamesOfMeeting) -> str:
    words = WORDS_OF_UNITS[consent.state].format(unit=names.name_of(consent.partnership))
    return f"{words}：{consent.comment.rstrip('。；')}" if consent.state is Consent.DECLINED else words
