"""Finds what must not be published about a resident. Pure functions.

In anything published stand the grid and the building at most (design rule of the domain). The rules are written for
what clerks and residents type and say in Chinese; they err on the side of finding too much, and a person decides.
A surname with a title (王大爷) is left alone: it leads to nobody, unless the surname is rare (仝师傅).
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from partner_hub.privacy.names import find_names
from partner_hub.privacy.numbers import Span, find_numbers
from partner_hub.privacy.patterns import building_in, find_shapes
from partner_hub.privacy.plain import Plain, plain_of
from partner_hub.privacy.scattered import find_scattered

# Where two findings overlap, they are told as one, of the kind that stands first here.
_ORDER = ("identity", "mail", "account", "card", "phone", "plate", "address", "name")


@dataclass(frozen=True)
class Finding:
    """`text` is text[start:end]; `kind` one of identity, card, phone, account, mail, address, name, plate."""

    kind: str
    text: str
    start: int
    end: int

    @property
    def building(self) -> str:
        """What of an address may be published: 3号楼 of 3号楼402; empty where there is none."""
        plain = plain_of(self.text)
        end = building_in(plain.figures) if self.kind == "address" else 0
        return self.text[: plain.span(0, end)[1]] if end else ""


def find_personal_data(text: str, known_names: Collection[str] = ()) -> list[Finding]:
    """What in `text` could lead to a person, in order, without overlaps.

    Names inside one of `known_names` are no findings: those of units, of their liaisons and delegates.
    """
    plain = plain_of(text)
    known = _known_places(plain.text, known_names) if known_names else []
    spans = [
        *find_numbers(plain.figures, plain.text),
        *find_scattered(plain.figures),
        *find_shapes(plain.figures),
        *((*place, "name") for place in find_names(plain.text, known) if not _is_within(place, known)),
    ]
    return told(text, plain, spans)


def told(text: str, plain: Plain, spans: Iterable[Span]) -> list[Finding]:
    """Places in the plain spelling as findings in the text."""
    joined: list[Span] = []
    for start, end, kind in sorted(spans):
        if joined and start < joined[-1][1]:
            first, last, other = joined[-1]
            joined[-1] = first, max(last, end), min(kind, other, key=_ORDER.index)
        else:
            joined.append((start, end, kind))
    places = ((kind, *plain.span(start, end)) for start, end, kind in joined)
    return [Finding(kind, text[start:end], start, end) for kind, start, end in places]


def _known_places(plain: str, known_names: Collection[str]) -> list[tuple[int, int]]:
    places = []
    for name in {plain_of(name).text.strip() for name in known_names} - {""}:
        start = plain.find(name)
        while start >= 0:
            places.append((start, start + len(name)))
            start = plain.find(name, start + 1)
    return places


def _is_within(place: tuple[int, int], known: list[tuple[int, int]]) -> bool:
    return any(start <= place[0] and place[1] <= end for start, end in known)
