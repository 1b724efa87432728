"""Rewrites a text clause by clause so that it names nobody and no home, with the tables of rewriting_rules."""

import re
from collections.abc import Iterable

from partner_hub.privacy import rewriting_rules as rules
from partner_hub.privacy.clauses import join_clauses, split_clauses
from partner_hub.privacy.findings import Finding
from partner_hub.privacy.help_topics import find_topics
from partner_hub.privacy.placeholders import ANY_PLACEHOLDER, CONTACT, NUMBER, put_placeholders


def leave_out_persons(text: str, findings: Iterable[Finding], *, few: bool) -> str:
    """The text without greetings, persons and homes; unchanged when it mentions no person.

    `few`: so few people are concerned that the building would identify them; it is removed as well.
    """
    marked = put_placeholders(text, findings)
    private = few or rules.TELLS_OF_A_PERSON.search(marked) is not None or rules.FIRST_PERSON.apply(marked) != marked
    clauses = (
        (_clause_without_persons(words, private=private, few=few), mark) for words, mark in split_clauses(marked)
    )
    return join_clauses(clauses) or ("" if private else text)


def _clause_without_persons(words: str, *, private: bool, few: bool) -> str:
    """The rewritten clause; "" for greetings, insults, and clauses that only said who or where."""
    if _is_greeting_or_insult(words):
        return ""
    if not private:
        return words
    left = _apply_rewriting_tables(words, few=few)
    return "" if left != words and _says_nothing(left, reached=CONTACT in words or NUMBER in words) else left


def _says_nothing(left: str, *, reached: bool) -> bool:
    """Whether nothing but filler words is left; after contact details, also a short rest that asks for nothing."""
    return rules.EMPTY_CLAUSE.fullmatch(left) is not None or (
        reached and len(left.strip()) <= rules.MAX_CONTACT_REST and not find_topics(left)
    )


def _is_greeting_or_insult(words: str) -> bool:
    if rules.GREETING.fullmatch(words.strip()) or rules.INSULTING.search(words):
        return True
    return rules.INSULTING_OF_SOMEBODY.search(words) is not None and rules.SOMEBODY_MENTIONED.search(words) is not None


def _apply_rewriting_tables(words: str, *, few: bool) -> str:
    for table in (
        rules.SPOKEN_OPENINGS,
        rules.CONTACT_DETAILS,
        rules.NAMES_AND_ROLES,
        rules.HOMES,
    ):
        words = table.apply(words)
    if few:
        words = rules.SMALL_GROUPS.apply(words)
    words = rules.FIRST_PERSON.apply(rules.AGES.apply(words))
    return rules.REPETITIONS.apply(rules.I_MYSELF.sub("居民", re.sub(ANY_PLACEHOLDER, "", words)))
