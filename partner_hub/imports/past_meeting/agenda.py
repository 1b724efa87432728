"""Writes the agenda of a past meeting, and under each item the lines of the record that belong to its kind."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from flask_babel import gettext as _

from partner_hub.core.actor import Actor
from partner_hub.imports.past_meeting.file import MeetingRecord, day_from_iso
from partner_hub.imports.past_meeting.references import References
from partner_hub.matching.contribution import Contribution
from partner_hub.meetings import agenda
from partner_hub.meetings.models import AgendaItem, Meeting
from partner_hub.meetings.record_lines.decisions import DECISION_LINES, DecisionValues
from partner_hub.meetings.record_lines.deferrals import DEFERRAL_LINES, DeferralValues
from partner_hub.meetings.record_lines.discussions import DISCUSSION_LINES, DiscussionValues, Position
from partner_hub.meetings.record_lines.follow_ups import FOLLOW_UP_LINES, FollowUpValues
from partner_hub.meetings.record_lines.matches import MATCH_LINES, MatchValues
from partner_hub.meetings.record_lines.tasks import TASK_LINES, SupporterValues, TaskValues
from partner_hub.minutes.wording.titles import bare_title
from partner_hub.needs.models import Need
from partner_hub.vocabulary.match import MatchState
from partner_hub.vocabulary.meeting import FollowUpStatus, ItemKind, ItemState

Entry = Mapping[str, Any]
# Words in the title of an item -> its kind; the first that occurs decides.
KIND_OF_TITLE_WORDS = {
    "回头看": ItemKind.FOLLOW_UP,
    "上季度": ItemKind.FOLLOW_UP,
    "落实情况": ItemKind.FOLLOW_UP,
    "办理情况": ItemKind.FOLLOW_UP,
    "会议纪要": ItemKind.MINUTES_CONFIRMATION,
    "学习": ItemKind.STUDY,
    "需求征集": ItemKind.NEEDS_REPORT,
    "自身需求": ItemKind.UNIT_NEEDS,
    "单位需求": ItemKind.UNIT_NEEDS,
    "对接": ItemKind.MATCHING,
    "认领": ItemKind.MATCHING,
    "资源": ItemKind.OFFERINGS,
    "讲话": ItemKind.SPEECH,
    "决定": ItemKind.DECISIONS,
    "议定": ItemKind.DECISIONS,
    "总结": ItemKind.DECISIONS,
    "下次会议": ItemKind.NEXT_MEETING,
    "下季度": ItemKind.NEXT_MEETING,
    "讨论": ItemKind.DISCUSSION,
    "商议": ItemKind.DISCUSSION,
}
# Items that a meeting hears; the others it decides on.
HEARD_KINDS = frozenset(
    {ItemKind.STUDY, ItemKind.FOLLOW_UP, ItemKind.NEEDS_REPORT, ItemKind.OFFERINGS, ItemKind.SPEECH}
)
FOLLOW_UP_STATUS_OF_WORD = {
    "办结": FollowUpStatus.DONE,
    "完成": FollowUpStatus.DONE,
    "续办": FollowUpStatus.CONTINUED,
    "在办": FollowUpStatus.CONTINUED,
    "延期": FollowUpStatus.CONTINUED,
}


class PastAgenda:
    """`found` is the file's record. What has no item of its kind on the agenda goes under the last item."""

    def __init__(self, actor: Actor, meeting: Meeting, found: MeetingRecord, references: References) -> None:
        self.actor, self.meeting, self.found, self.references = actor, meeting, found, references
        self.items: dict[ItemKind, AgendaItem] = {}

    def write(self) -> None:
        for entry in self.found["agenda"]:
            item = self._add_item(entry)
            self.items.setdefault(item.kind, item)
        self._follow_ups()
        self._matches()
        self._decisions()
        self._discussions()
        self._tasks()
        self._deferrals()

    def _add_item(self, entry: Entry) -> AgendaItem:
        kind = _kind_of(entry)
        values: agenda.NewItem = {
            "title": entry["title"][:120],
            "kind": kind,
            "presenter": entry.get("speaker") or "",
            "minutes_allotted": entry.get("minutes"),
            "summary": entry.get("summary") or entry.get("outcome") or "\n".join(self._report(kind)),
            "state": self._verdict(entry, kind),
        }
        return agenda.add_agenda_item(self.actor, self.meeting, data=values)

    def _verdict(self, entry: Entry, kind: ItemKind) -> ItemState:
        if not was_held(self.found):
            return ItemState.ACCEPTED
        if entry.get("result") in set(ItemState):
            return ItemState(entry["result"])
        return ItemState.NOTED if kind in HEARD_KINDS else ItemState.PASSED

    def _report(self, kind: ItemKind) -> Iterator[str]:
        """The figures that the file gives for the report on needs."""
        if kind is not ItemKind.NEEDS_REPORT or not self.found.get("needs_total"):
            return
        parts = {
            "needs_duplicates": "重复反映",
            "needs_from_units": "单位提出",
            "needs_unserviceable": "在座单位暂不能办理",
        }
        counts = [f"{words}{self.found[key]}条" for key, words in parts.items() if self.found.get(key)]
        yield f"共登记需求{self.found['needs_total']}条" + (f"，其中{'、'.join(counts)}" if counts else "") + "。"

    def _under(self, kind: ItemKind, *others: ItemKind) -> AgendaItem:
        found = (self.items[wanted] for wanted in (kind, *others) if wanted in self.items)
        return next(found, self.meeting.items[-1])

    def _entries(self, key: str) -> list[Any]:
        return self.found.get(key) or []

    def _follow_ups(self) -> None:
        for entry in self._entries("followups_last_quarter"):
            values: FollowUpValues = {
                "title": entry["title"][:200],
                "lead": (entry.get("lead") or {}).get("name", ""),
                "support": "、".join(unit["name"] for unit in entry.get("support") or []),
                "status": FOLLOW_UP_STATUS_OF_WORD.get(entry["status"], FollowUpStatus.NOT_DONE),
                "status_words": entry["status"],
                "detail": entry.get("detail") or "",
                "new_due": day_from_iso(entry["new_due"]) if entry.get("new_due") else None,
            }
            FOLLOW_UP_LINES.add(self.actor, self._under(ItemKind.FOLLOW_UP), values)

    def _matches(self) -> None:
        for entry in self._entries("matches"):
            self._match(entry, MatchState.CONFIRMED)
        for entry in self._entries("tabled_matches"):
            self._match(entry, MatchState.TABLED)

    def _match(self, entry: Entry, state: MatchState) -> None:
        needs = self.references.needs(entry["needs"])
        partners = self._partners(entry)
        if not needs or not partners:
            self.references.doubts.append(_("Match %(no)s was left out.", no=entry.get("no", "?")))
            return
        values: MatchValues = {"needs": needs, "partners": partners, "promise": entry.get("note") or "", "state": state}
        MATCH_LINES.add(self.actor, self._under(ItemKind.MATCHING), values)

    def _partners(self, entry: Entry) -> list[Contribution]:
        """Offerings with their units, then units that only promise; the named lead leads, else the first."""
        offerings = [found for each in entry.get("offerings") or [] if (found := self.references.offering(each))]
        given = [Contribution(each.partnership, each) for each in offerings]
        units = [unit for each in entry.get("units") or [] if (unit := self.references.unit(each["name"]))]
        given += [Contribution(unit, None) for unit in units if unit not in [each.partnership for each in given]]
        lead = self.references.unit(entry.get("lead") or "") or (given[0].partnership if given else None)
        first = next((at for at, each in enumerate(given) if each.partnership is lead), 0)
        return [replace(each, is_lead=at == first) for at, each in enumerate(given)]

    def _decisions(self) -> None:
        for entry in self._entries("unit_need_results"):
            need = self._first_need(entry)
            values: DecisionValues = {"text": entry["result"], "need": need}
            DECISION_LINES.add(self.actor, self._under(ItemKind.UNIT_NEEDS, ItemKind.MATCHING), values)
        for text in self._entries("decisions"):
            DECISION_LINES.add(self.actor, self._under(ItemKind.DECISIONS), {"text": text})

    def _discussions(self) -> None:
        for entry in self._entries("discussions"):
            said: list[Position] = [{"who": each["who"], "said": each["said"]} for each in entry.get("positions") or []]
            values: DiscussionValues = {
                "topic": entry["topic"][:120],
                "positions": said,
                "outcome": entry.get("outcome") or "",
            }
            DISCUSSION_LINES.add(self.actor, self._item_about(entry["topic"]), values)

    def _item_about(self, topic: str) -> AgendaItem:
        """The one whose title names the topic, else the one for discussions."""
        about = bare_title(topic)
        named = (item for item in self.meeting.items if bare_title(item.title) in about or about in item.title)
        return next(named, None) or self._under(ItemKind.DISCUSSION)

    def _tasks(self) -> None:
        for entry in self._entries("actions"):
            unit = self.references.unit(entry["responsible"]["name"])
            values: TaskValues = {
                "title": entry["title"][:200],
                "responsible_id": unit.id if unit else None,
                "responsible_words": "" if unit else entry["responsible"]["name"][:120],
                "due": day_from_iso(entry["due"]) if entry.get("due") else None,
                "expected": (entry.get("expected") or "")[:300],
                "supporters": [self._supporter(each["name"]) for each in entry.get("supporting") or []],
            }
            TASK_LINES.add(self.actor, self._under(ItemKind.DECISIONS), values)

    def _supporter(self, name: str) -> SupporterValues:
        unit = self.references.unit(name)
        return {"partnership_id": unit.id if unit else None, "as_written": "" if unit else name[:120]}

    def _deferrals(self) -> None:
        for entry in self._entries("deferred"):
            need = self._first_need(entry)
            words = need.name if need else entry.get("name") or entry.get("need_id") or ""
            values: DeferralValues = {"need": need, "as_written": words, "reason": entry["reason"]}
            DEFERRAL_LINES.add(self.actor, self.meeting, values)

    def _first_need(self, entry: Entry) -> Need | None:
        return next(iter(self.references.needs(entry.get("needs") or [])), None)


def was_held(found: MeetingRecord) -> bool:
    """A record without a beginning and without anybody present is that of a meeting to come."""
    return bool(found.get("actual_start") or found.get("present"))


def _kind_of(entry: Entry) -> ItemKind:
    if entry.get("kind") in set(ItemKind):
        return ItemKind(entry["kind"])
    return next((kind for words, kind in KIND_OF_TITLE_WORDS.items() if words in entry["title"]), ItemKind.OTHER)
