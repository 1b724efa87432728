"""Public wording of a need: its proposal for the reviewer, and the personal data found in recorded or public words."""

from dataclasses import dataclass

from partner_hub.needs.known_people import known_people
from partner_hub.needs.models import Need
from partner_hub.needs.visibility import words_beside_wording
from partner_hub.privacy import Finding, find_personal_data, neutral_title, propose_wording

MAX_PUBLIC_TITLE_LENGTH = 120


@dataclass(frozen=True)
class Piece:
    """A part of a text; `kind` is that of the finding it is, "" for what lies between."""

    text: str
    kind: str = ""


def marked_pieces(text: str, community_id: int) -> list[Piece]:
    """The whole text in order, findings apart, so that a page can mark them in place."""
    pieces, end = [], 0
    for found in find_personal_data(text, known_people(community_id)):
        pieces += [Piece(text[end : found.start]), Piece(found.text, found.kind)]
        end = found.end
    return [piece for piece in [*pieces, Piece(text[end:])] if piece.text]


def propose_wording_of(name: str, content: str, community_id: int) -> tuple[str, str]:
    """(title, text) for others, each without who and where; a person accepts or changes them."""
    known = known_people(community_id)
    title = propose_wording(name, known_names=known)[:MAX_PUBLIC_TITLE_LENGTH]
    return title or neutral_title("", content), propose_wording(content, known_names=known)


def findings_in_need(need: Need) -> list[Finding]:
    """What in the recorded words of a need could lead to a person, its side columns among them."""
    words = (need.name, need.content, *words_beside_wording(need))
    return find_personal_data("\n".join(filter(None, words)), known_people(need.community_id))


def findings_in_wording(need: Need, *words: str) -> list[Finding]:
    """What in these words for others still leads to a person; of names, not those that a person called harmless."""
    known = known_people(need.community_id) | set(need.harmless or ())
    return find_personal_data("\n".join(filter(None, words)), known)
