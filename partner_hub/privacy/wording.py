"""A proposal for the public wording that leaves out who and where; a person decides."""

from collections.abc import Collection, Sequence

from partner_hub.privacy.clauses import has_words, tidy
from partner_hub.privacy.findings import Finding, find_personal_data
from partner_hub.privacy.needed import tell_the_help
from partner_hub.privacy.persons import leave_out_persons
from partner_hub.privacy.sensitivity import Sensitivity, find_circumstances

# So many characters a proposal may be longer than the text.
_LONGER = 8
_NEUTRAL = ("居民有需要协助的事项", "居民求助")
_ROUNDS = 5


def propose_wording(text: str, *, known_names: Collection[str] = ()) -> str:
    """The text without who and where; nothing in it is found by find_personal_data.

    `known_names` are no findings, as there: units, their liaisons and delegates. The proposal is empty only where the
    text is; proposing again changes nothing; harmless words come back unchanged.
    """
    if not text:
        return ""
    proposal = text
    for _ in range(_ROUNDS):
        findings = find_personal_data(proposal, known_names)
        before, proposal = proposal, _propose(proposal, findings)
        if proposal == before:
            return _neutral(text) if findings or len(proposal) > len(text) + _LONGER else proposal
    return _neutral(text)


def _propose(text: str, findings: Sequence[Finding]) -> str:
    sensitive = set(find_circumstances(text, findings))
    if sensitive - {Sensitivity.FEW_HOUSEHOLDS}:
        proposal = tell_the_help(text, sensitive)
    else:
        proposal = leave_out_persons(text, findings, few=Sensitivity.FEW_HOUSEHOLDS in sensitive)
    proposal = tidy(proposal)
    return proposal if has_words(proposal) else _neutral(text)


def _neutral(text: str) -> str:
    return next((words for words in _NEUTRAL if len(words) <= len(text) + _LONGER), _NEUTRAL[-1])
