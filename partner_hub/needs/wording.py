"""The words for others: what is proposed to the person who reviews a need, and what there is to look at before."""

from dataclasses import dataclass
from typing import Any

from partner_hub.privacy import Finding, find_personal_data, neutral_title, propose_wording

LONGEST_NAME = 120


def propose_wording_of(name: str, content: str) -> tuple[str, str]:
    """(title, text) for others, each without who and where; a person accepts or changes them."""
    title = propose_wording(name)[:LONGEST_NAME]
    text = propose_wording(content) if content else ""
    return title or neutral_title("", content), text


@dataclass(frozen=True)
class Piece:
    """A part of a text; `kind` is that of the finding it is, "" for what lies between."""

    text: str
    kind: str = ""


def pieces_of(text: str) -> list[Piece]:
    """The whole text in order, findings apart, so that a page can mark them in place."""
    pieces, end = [], 0
    for found in find_personal_data(text):
        pieces += [Piece(text[end : found.start]), Piece(found.text, found.kind)]
        end = found.end
    return [piece for piece in [*pieces, Piece(text[end:])] if piece.text]


def findings_in(need: Any) -> list[Finding]:
    """What in the recorded words of a need could lead to a person, its side columns among them."""
    words = (need.name, need.content, need.beneficiaries, need.deadline_text, need.beneficiary_count_text)
    return find_personal_data("\n".join(filter(None, words)))
