"""Resolve what a recorder types into one record out of hundreds: by number, by name, by a part of a name.

A field offers labels such as “门诊导诊缺人 #58”; who types may also write a part of the name that only one record has.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from flask_babel import gettext as _

from partner_hub.core.errors import DomainError
from partner_hub.partners.unit_name_matching import KnownName, Matcher, plain_unit_name

RECORD_NUMBER = re.compile(r"#\s*(\d{1,9})\s*$")
RECORD_SEPARATOR = re.compile(r"[;；\n]+")
MAX_CANDIDATES_SHOWN = 6


@dataclass(frozen=True)
class RecordChoice:
    """`names` are what the record may be called, `note` is shown beside the label."""

    id: int
    name: str
    names: tuple[str, ...] = ()
    note: str = ""

    @property
    def label(self) -> str:
        return f"{self.name} #{self.id}"


class RecordChoices:
    """The records that a field chooses among.

    Raises (one, one_or_none, several): DomainError at `field` when the words fit no record, or several.
    """

    def __init__(self, choices: Sequence[RecordChoice]) -> None:
        self.all = choices
        self._by_id = {choice.id: choice for choice in choices}

    def label(self, record_id: int, name: str) -> str:
        """The label of a record; it may no longer be among the choices."""
        return self._by_id.get(record_id, RecordChoice(record_id, name)).label

    def one(self, typed: str, field: str) -> int:
        """The id of the record that is meant."""
        numbered = RECORD_NUMBER.search(typed)
        if numbered:
            return self._of_number(int(numbered[1]), typed, field)
        found = self._called(typed)
        if len(found) == 1:
            return found[0].id
        raise DomainError(_ambiguous_record(typed, found), field=field)

    def one_or_none(self, typed: str, field: str) -> int | None:
        """The same, but None for words that stand for no record."""
        return self.one(typed, field) if RECORD_NUMBER.search(typed) or self._called(typed) else None

    def several(self, typed: str, field: str) -> list[int]:
        """Records separated by semicolons, each once, in the order written."""
        words = [part.strip() for part in RECORD_SEPARATOR.split(typed) if part.strip()]
        return list(dict.fromkeys(self.one(part, field) for part in words))

    def _of_number(self, number: int, typed: str, field: str) -> int:
        if number not in self._by_id:
            raise DomainError(_("“%(typed)s” is not in this list.", typed=typed), field=field)
        return number

    def _called(self, typed: str) -> list[RecordChoice]:
        """Those of exactly this name, or else those whose name holds these words."""
        wanted = plain_unit_name(typed)
        names = {
            choice.id: [plain_unit_name(name) for name in (choice.name, *choice.names) if name] for choice in self.all
        }
        same = [choice for choice in self.all if wanted in names[choice.id]]
        return same or [choice for choice in self.all if wanted and any(wanted in name for name in names[choice.id])]


class UnitChoices(RecordChoices):
    """Units are written by their short names everywhere: one that is certain will do.

    `taught` are names that were not, with the number that somebody put behind: 农行 #12.
    """

    def __init__(self, choices: Sequence[RecordChoice]) -> None:
        super().__init__(choices)
        self.taught: dict[str, int] = {}

    def one(self, typed: str, field: str) -> int:
        numbered = RECORD_NUMBER.search(typed)
        if numbered:
            return self._take_number(typed[: numbered.start()].strip(), super().one(typed, field))
        if found := self._known.resolve(typed).best:
            return int(found.id)
        raise DomainError(_ambiguous_record(typed, self._called(typed)), field=field)

    def _take_number(self, words: str, unit_id: int) -> int:
        found = self._known.resolve(words)
        if found.best is None and str(unit_id) in {each.id for each in found.ranked}:
            self.taught[words] = unit_id
        return unit_id

    @cached_property
    def _known(self) -> Matcher:
        return Matcher(KnownName(str(choice.id), choice.name, choice.names) for choice in self.all)

    def _called(self, typed: str) -> list[RecordChoice]:
        found = self._known.resolve(typed)
        sure = [found.best] if found.best else found.ranked
        return [self._by_id[int(candidate.id)] for candidate in sure]

    def certainly(self, typed: str) -> int | None:
        """The unit of this number, or that these words certainly mean; others stand for nobody on the list."""
        numbered = RECORD_NUMBER.search(typed)
        if numbered and int(numbered[1]) in self._by_id:
            return int(numbered[1])
        found = self._known.resolve(typed).best
        return int(found.id) if found else None


def _ambiguous_record(typed: str, found: Sequence[RecordChoice]) -> str:
    if not found:
        return _("Nothing here is called “%(typed)s”. A part of its name will do.", typed=typed)
    labels = "、".join(f"“{choice.label}”" for choice in found[:MAX_CANDIDATES_SHOWN])
    if len(found) > MAX_CANDIDATES_SHOWN:
        labels += "…"
    return _(
        "“%(typed)s” may be: %(labels)s. Please write more, or put the number behind: %(typed)s #%(number)s",
        typed=typed,
        labels=labels,
        number=found[0].id,
    )
