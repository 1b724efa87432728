"""Leaves out who and where of a text that tells of nothing else that is private."""

import re
from collections.abc import Iterable

from partner_hub.privacy import rules
from partner_hub.privacy.clauses import join_clauses, split_clauses
from partner_hub.privacy.findings import Finding
from partner_hub.privacy.stand_ins import ALL, CONTACT, NUMBER, put_stand_ins
from partner_hub.privacy.topics import find_topics


def leave_out_persons(text: str, findings: Iterable[Finding], *, few: bool) -> str:
    """Without greetings and, where it tells of persons, without them; a text that tells of none is not touched.

    With `few` the building goes, too: so few live there that they would be known.
    """
    marked = put_stand_ins(text, findings)
    private = few or rules.PRIVATE.search(marked) is not None or rules.FIRST_PERSON.apply(marked) != marked
    clauses = ((_left(words, private=private, few=few), mark) for words, mark in split_clauses(marked))
    return join_clauses(clauses) or ("" if private else text)


def _left(words: str, *, private: bool, few: bool) -> str:
    """What is left of a clause; nothing where only who or where was told, or somebody greets or rails."""
    if _is_dropped(words):
        return ""
    if not private:
        return words
    left = _neutral(words, few=few)
    return "" if left != words and _is_empty(left, reached=CONTACT in words or NUMBER in words) else left


def _is_empty(left: str, *, reached: bool) -> bool:
    """Where one is reached there may be more words about it than any list knows: they are few and ask for nothing."""
    return rules.EMPTY.fullmatch(left) is not None or (
        reached and len(left.strip()) <= rules.FEW_WORDS and not find_topics(left)
    )


def _is_dropped(words: str) -> bool:
    if rules.CHAT.fullmatch(words.strip()) or rules.INSULT.search(words):
        return True
    return rules.RAILING.search(words) is not None and rules.SOMEBODY.search(words) is not None


def _neutral(words: str, *, few: bool) -> str:
    for table in (rules.SPOKEN, rules.REACHED, rules.NAMED, rules.PLACED):
        words = table.apply(words)
    if few:
        words = rules.FEW.apply(words)
    words = rules.FIRST_PERSON.apply(rules.AGED.apply(words))
    return rules.AGAIN.apply(rules.I_MYSELF.sub("居民", re.sub(ALL, "", words)))
