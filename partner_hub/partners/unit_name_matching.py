"""Resolve a written name to a known unit, by one rule for the whole product.

Chinese units are written by short names everywhere: 区文旅局 of ...区文化和旅游局, 退管办 of 退休人员管理办公室. What
is written is laid over the parts of each full name that comes near (`fit_of_names`); what it leaves out or says
otherwise lowers the score, and scores alone decide what is certain, what is preselected and what is only shown.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from partner_hub.partners.unit_name_fit import (
    LIKELY,
    OTHER_UNIT,
    OWN_NAME_MISSING,
    PART_OF_HOUSE,
    SURE,
    fit_of_names,
    is_branded,
)
from partner_hub.partners.unit_name_index import WORTH_SHOWING, NameIndex, brands_in_common
from partner_hub.partners.unit_name_parts import Kind, NameInParts, take_apart
from partner_hub.partners.unit_name_places import PROVINCES, Stems, learn_places, without_place_in_brackets
from partner_hub.partners.unit_name_readings import (
    TextReading,
    is_other_bracket,
    names_a_branch,
    names_on_one_door,
    pieces_of_list,
    readings_of,
)
from partner_hub.partners.unit_name_spelling import canonical_name, is_name_sign, plain_unit_name

# The best candidate leads the next one by this score, or there is a question.
CLEAR_LEAD: Final = 0.1
BRAND_ALONE: Final = 0.75
OTHER_SPELLING: Final = 0.99
MAX_RANKED_UNITS: Final = 6
MAX_BEGINNING: Final = 10
MAX_REMEMBERED: Final = 20_000


@dataclass(frozen=True)
class KnownName:
    id: str
    name: str
    aliases: tuple[str, ...] = ()
    credit_code: str = ""


class Certainty(StrEnum):
    """Exact: name, alias or credit code. Probable: one clear short form, to be shown as a conclusion.

    Likely: ask, with the best candidate preselected. Ambiguous: ask, with the ranked candidates. Unknown: nothing comes
    near.
    """

    EXACT = "exact"
    PROBABLE = "probable"
    LIKELY = "likely"
    AMBIGUOUS = "ambiguous"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Candidate:
    id: str
    name: str
    score: float
    reason: str


@dataclass(frozen=True)
class Resolution:
    """`ranked` is best first; scores run from 0 to 1."""

    text: str
    certainty: Certainty
    ranked: tuple[Candidate, ...] = ()

    @property
    def best(self) -> Candidate | None:
        """The unit that is meant, when that is certain enough not to ask."""
        sure = self.certainty in (Certainty.EXACT, Certainty.PROBABLE)
        return self.ranked[0] if sure and self.ranked else None

    @property
    def proposed(self) -> Candidate | None:
        """The unit to preselect where people are asked: the best one, when it leads clearly."""
        return self.ranked[0] if self.best or self.certainty is Certainty.LIKELY else None


class _Form:
    """One of the names of a unit; taken apart when it is first compared."""

    def __init__(self, known: KnownName, canonical: str) -> None:
        self.known = known
        self.canonical = canonical
        self._parts: NameInParts | None = None

    def parts(self, stems: Stems) -> NameInParts:
        if self._parts is None:
            self._parts = take_apart(self.canonical, stems)
        return self._parts


class Matcher:
    """The known names, prepared once for many questions; `add` takes further ones."""

    def __init__(self, names: Iterable[KnownName] = ()) -> None:
        self.names: list[KnownName] = []
        self._stems = dict(PROVINCES)
        self._index = NameIndex()
        self._forms: list[_Form] = []
        self._by_name: dict[str, dict[str, Candidate]] = {}
        self._by_code: dict[str, dict[str, Candidate]] = {}
        self._answers: dict[str, Resolution] = {}
        self.add(*names)

    def add(self, *names: KnownName) -> None:
        self._answers.clear()
        self.names += names
        forms = [_Form(known, canonical_name(form)) for known in names for form in forms_of_name(known)]
        learn_places(self._stems, (form.canonical for form in forms))
        for form in forms:
            self._index.add(form.canonical)
        self._forms += forms
        for known in names:
            self._remember_exactly(known)

    def _remember_exactly(self, known: KnownName) -> None:
        for form, reason in ((known.name, "same_name"), *((alias, "alias") for alias in known.aliases)):
            same = Candidate(known.id, known.name, 1.0, reason)
            self._by_name.setdefault(plain_unit_name(form), {}).setdefault(known.id, same)
        if known.credit_code:
            same = Candidate(known.id, known.name, 1.0, "credit_code")
            self._by_code.setdefault(known.credit_code, {})[known.id] = same

    def resolve(self, text: str, credit_code: str = "", leave_out: Collection[str] = ()) -> Resolution:
        """`credit_code` is the code beside the name, if there is one; the units in `leave_out` are passed over."""
        if exact := self._exact(text, credit_code, leave_out):
            return Resolution(text, Certainty.EXACT if len(exact) == 1 else Certainty.AMBIGUOUS, tuple(exact))
        if leave_out:
            return self._by_likeness(text, leave_out)
        if text not in self._answers:
            if len(self._answers) >= MAX_REMEMBERED:
                self._answers.clear()
            self._answers[text] = self._by_likeness(text, leave_out)
        return self._answers[text]

    def _exact(self, text: str, credit_code: str, leave_out: Collection[str]) -> list[Candidate]:
        """Units with this very code, name or alias, each once."""
        by_name = self._by_name.get(plain_unit_name(text), {}) if text else {}
        by_code = self._by_code.get(credit_code, {}) if credit_code else {}
        return [each for each in {**by_code, **by_name}.values() if each.id not in leave_out]

    def _by_likeness(self, text: str, leave_out: Collection[str]) -> Resolution:
        pieces = pieces_of_list(text)
        if len(pieces) > 1:
            return self._of_several(text, pieces, leave_out)
        return _settled(text, self._rank(text, leave_out) or self._by_beginning(text, leave_out))

    def _by_beginning(self, text: str, leave_out: Collection[str]) -> list[Candidate]:
        """区残联理事长李明: nothing to conclude from, but something to show."""
        for end in range(min(len(text) - 1, MAX_BEGINNING), 2, -1):
            ranked = self._rank(text[:end], leave_out)
            if ranked and ranked[0].score >= SURE:
                return [replace(each, score=min(each.score, OTHER_UNIT)) for each in ranked]
        return []

    def _of_several(self, text: str, pieces: Sequence[str], leave_out: Collection[str]) -> Resolution:
        """A list of names means one unit when all that are known mean it (挂牌 beside the name)."""
        found = [self.resolve(piece, leave_out=leave_out) for piece in pieces]
        whole = _settled(text, self._rank(text, leave_out))
        units = {each.best.id for each in found if each.best}
        if len(units) == 1 and all(each.best or each.certainty is Certainty.UNKNOWN for each in found):
            best = next(each.best for each in found if each.best)
            return _settled(text, [replace(best, score=min(best.score, BRAND_ALONE), reason="short_name")])
        ranked = [replace(each, score=min(each.score, OTHER_UNIT)) for one in (*found, whole) for each in one.ranked]
        return _settled(text, _best_of_each(ranked))

    def _rank(self, text: str, leave_out: Collection[str]) -> list[Candidate]:
        found: list[Candidate] = []
        for reading in readings_of(text):
            if reading.name != text and not reading.beside:
                found += [replace(each, score=OTHER_SPELLING) for each in self._exact(reading.name, "", leave_out)]
            found += self._compare(reading, leave_out)
        return _best_of_each(found)

    def _compare(self, reading: TextReading, leave_out: Collection[str]) -> list[Candidate]:
        """By what is wholly understood; where that is not clear enough, by mere likeness, too."""
        if not self._forms:
            return []
        written = take_apart(canonical_name(reading.name), self._stems)
        near = [self._forms[number] for number in self._index.nearest(written.canonical)]
        forms = [form for form in near if form.known.id not in leave_out]
        fits = [(form, self._fit(written, form, reading)) for form in forms]
        if _is_brand_alone(written) and not self._is_of_one_unit(written.rest, leave_out):
            fits = [(form, min(fit, BRAND_ALONE)) for form, fit in fits]
        is_clear = max((fit for _, fit in fits), default=0.0) >= BRAND_ALONE + CLEAR_LEAD
        alike = 0 if is_clear else MAX_RANKED_UNITS
        return [
            Candidate(form.known.id, form.known.name, fit or self._likeness(written, form, leave_out), "short_name")
            for at, (form, fit) in enumerate(fits)
            if fit or at < alike
        ]

    def _fit(self, written: NameInParts, form: _Form, reading: TextReading) -> float:
        if reading.beside and is_other_bracket(reading.beside, form.known.name):
            return OTHER_UNIT
        if written.canonical == form.canonical:
            return OTHER_SPELLING
        full = form.parts(self._stems)
        fit = fit_of_names(written, full, self._stems) or fit_of_names(full, written, self._stems)
        if reading.beside and full.own_from:
            return min(fit, OTHER_UNIT)
        return min(fit, PART_OF_HOUSE) if names_a_branch(reading.beside) else fit

    def _likeness(self, written: NameInParts, form: _Form, leave_out: Collection[str]) -> float:
        likeness = self._index.likeness(written.canonical, form.canonical)
        if likeness <= OWN_NAME_MISSING:
            return round(likeness, 3)
        full = form.parts(self._stems)
        brands = brands_in_common(written, full) if is_branded(full) or is_branded(written) else []
        is_own = any(self._is_of_one_unit(brand, leave_out) for brand in brands)
        return round(min(likeness, BRAND_ALONE if is_own else OWN_NAME_MISSING), 3)

    def _is_of_one_unit(self, brand: str, leave_out: Collection[str]) -> bool:
        holders = {form.known.id for form in self._forms if brand in form.canonical}
        return sum(each not in leave_out for each in holders) <= 1


def _is_brand_alone(written: NameInParts) -> bool:
    """新华 without its trade may be any of 新华书店 and 新华中学."""
    return len(written.parts) == 1 and written.parts[0].kind is Kind.BRAND and not is_name_sign(written.rest[0])


def forms_of_name(known: KnownName) -> Iterator[str]:
    """Its names; of 上海正衡（云汀）律师事务所 also the one without the place, of two names on one door both."""
    for form in (known.name, *known.aliases):
        yield form
        yield from names_on_one_door(form)
        if (outside := without_place_in_brackets(form)) != form:
            yield outside


def _settled(text: str, ranked: Sequence[Candidate]) -> Resolution:
    """The one rule of certainty."""
    if not ranked:
        return Resolution(text, Certainty.UNKNOWN)
    leads = ranked[0].score - (ranked[1].score if len(ranked) > 1 else 0.0) >= CLEAR_LEAD - 1e-9
    certainty = Certainty.AMBIGUOUS
    if leads and ranked[0].score >= LIKELY:
        certainty = Certainty.PROBABLE if ranked[0].score >= SURE else Certainty.LIKELY
    return Resolution(text, certainty, tuple(ranked[:MAX_RANKED_UNITS]))


def _best_of_each(found: Iterable[Candidate]) -> list[Candidate]:
    """One candidate for each unit, the best first."""
    best: dict[str, Candidate] = {}
    for each in sorted(found, key=lambda each: (-each.score, each.name)):
        if each.score >= WORTH_SHOWING:
            best.setdefault(each.id, each)
    return list(best.values())


__all__ = [
    "LIKELY",
    "Candidate",
    "Certainty",
    "KnownName",
    "Matcher",
    "Resolution",
    "names_a_branch",
    "plain_unit_name",
]
