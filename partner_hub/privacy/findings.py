"""Detector of personal data in Chinese text, by rules; high recall is preferred, a person decides.

Published texts may name the grid cell and the building at most (rule of the domain). A surname with a title (王大爷) is
no finding, unless the surname is rare (仝师傅).
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache

from partner_hub.privacy.normal_form import NormalForm, normal_form_of
from partner_hub.privacy.person_names import find_names
from partner_hub.privacy.personal_numbers import KindSpan, find_numbers
from partner_hub.privacy.separated_numbers import find_separated_numbers
from partner_hub.privacy.shape_patterns import end_of_building, find_by_shape

# Overlapping findings are merged into one, of the kind that comes first here.
_KIND_PRECEDENCE = ("identity", "mail", "account", "card", "phone", "plate", "address", "name")


@dataclass(frozen=True)
class Finding:
    """`text` is text[start:end]; `kind` one of identity, card, phone, account, mail, address, name, plate."""

    kind: str
    text: str
    start: int
    end: int

    @property
    def building(self) -> str:
        """The publishable part of an address: 3号楼 of 3号楼402; "" without one."""
        plain = normal_form_of(self.text)
        end = end_of_building(plain.figures) if self.kind == "address" else 0
        return self.text[: plain.span(0, end)[1]] if end else ""


def find_personal_data(text: str, known_names: Collection[str] = ()) -> list[Finding]:
    """Findings in order, without overlaps.

    Names inside one of `known_names` are no findings: those of units, their liaisons and delegates.
    """
    plain = normal_form_of(text)
    known = _places_of_known_names(plain.text, known_names) if known_names else []
    spans = [
        *_spans_of_figures(plain),
        *((*place, "name") for place in find_names(plain.text, known) if not _is_within_any(place, known)),
    ]
    return findings_of_spans(text, plain, spans)


def find_numbers_and_homes(text: str) -> list[Finding]:
    """The same without names: quick enough for every row of a list, and never a word taken for a name."""
    plain = normal_form_of(text)
    return findings_of_spans(text, plain, _spans_of_figures(plain))


def _spans_of_figures(plain: NormalForm) -> list[KindSpan]:
    return [
        *find_numbers(plain.figures, plain.text),
        *find_separated_numbers(plain.figures),
        *find_by_shape(plain.figures),
    ]


def findings_of_spans(text: str, plain: NormalForm, spans: Iterable[KindSpan]) -> list[Finding]:
    """Merge overlapping spans of the normal form and map them back to the text."""
    joined: list[KindSpan] = []
    for start, end, kind in sorted(spans):
        if joined and start < joined[-1][1]:
            first, last, other = joined[-1]
            joined[-1] = first, max(last, end), min(kind, other, key=_KIND_PRECEDENCE.index)
        else:
            joined.append((start, end, kind))
    places = ((kind, *plain.span(start, end)) for start, end, kind in joined)
    return [Finding(kind, text[start:end], start, end) for kind, start, end in places]


def _places_of_known_names(plain: str, known_names: Collection[str]) -> list[tuple[int, int]]:
    places = []
    for name in _normal_forms(frozenset(known_names)):
        start = plain.find(name)
        while start >= 0:
            places.append((start, start + len(name)))
            start = plain.find(name, start + 1)
    return places


@lru_cache(maxsize=8)
def _normal_forms(names: frozenset[str]) -> frozenset[str]:
    """The same names are asked for with each row of a list."""
    return frozenset(normal_form_of(name).text.strip() for name in names) - {""}


def _is_within_any(place: tuple[int, int], known: list[tuple[int, int]]) -> bool:
    return any(start <= place[0] and place[1] <= end for start, end in known)
