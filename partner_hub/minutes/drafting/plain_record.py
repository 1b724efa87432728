"""The record without jottings that tell nothing: 略。 见附件。 and a consent that the verdict tells already."""

from dataclasses import replace

from partner_hub.minutes.drafting.record import ItemRecord, MatchRecord, MeetingRecord
from partner_hub.minutes.drafting.verdicts import tells_approval
from partner_hub.minutes.wording.scraps import only_consents, says_nothing


def plain_record(record: MeetingRecord) -> MeetingRecord:
    return replace(record, items=tuple(map(_plain_item, record.items)))


def _plain_item(item: ItemRecord) -> ItemRecord:
    consents = tells_approval(item)
    lines = (line for line in item.summary.splitlines() if not says_nothing(line))
    summary = "\n".join(line for line in lines if not (consents and only_consents(line)))
    return replace(item, summary=summary, matches=tuple(map(_plain_match, item.matches)))


def _plain_match(match: MatchRecord) -> MatchRecord:
    """That a match was agreed is what its state says."""
    tells_nothing = says_nothing(match.promise) or only_consents(match.promise)
    return replace(match, promise="") if tells_nothing else match
