"""Proposes a public wording without persons and homes; a person decides."""

from collections.abc import Collection, Sequence

from partner_hub.letters import letters_of_today
from partner_hub.privacy.clauses import has_words, tidy_punctuation
from partner_hub.privacy.findings import Finding, find_personal_data
from partner_hub.privacy.help_wording import wording_by_help
from partner_hub.privacy.person_removal import leave_out_persons
from partner_hub.privacy.sensitivity import Sensitivity, find_circumstances

# Characters by which a proposal may be longer than the text.
_ALLOWED_GROWTH = 8
_NEUTRAL_SENTENCES = ("居民有需要协助的事项", "居民求助")
_MAX_ROUNDS = 5


def propose_wording(text: str, *, known_names: Collection[str] = ()) -> str:
    """The text without who and where; nothing in it is found by find_personal_data.

    `known_names` are no findings, as there: units, their liaisons and delegates. The proposal is empty only where the
    text is; proposing again changes nothing; harmless words come back unchanged, but for old code points of letters.
    """
    if not text:
        return ""
    proposal = text = letters_of_today(text)
    for _ in range(_MAX_ROUNDS):
        findings = find_personal_data(proposal, known_names)
        before, proposal = proposal, _propose_once(proposal, findings)
        if proposal == before:
            return _neutral_sentence(text) if findings or len(proposal) > len(text) + _ALLOWED_GROWTH else proposal
    return _neutral_sentence(text)


def _propose_once(text: str, findings: Sequence[Finding]) -> str:
    sensitive = set(find_circumstances(text, findings))
    if sensitive - {Sensitivity.FEW_HOUSEHOLDS}:
        proposal = wording_by_help(text, sensitive)
    else:
        proposal = leave_out_persons(text, findings, few=Sensitivity.FEW_HOUSEHOLDS in sensitive)
    proposal = tidy_punctuation(proposal)
    return proposal if has_words(proposal) else _neutral_sentence(text)


def _neutral_sentence(text: str) -> str:
    return next(
        (words for words in _NEUTRAL_SENTENCES if len(words) <= len(text) + _ALLOWED_GROWTH), _NEUTRAL_SENTENCES[-1]
    )
