"""A correction says in the document itself which version it is, what it replaces and why."""

from dataclasses import dataclass, replace
from datetime import date

from partner_hub.core.db import db
from partner_hub.core.events import history_of
from partner_hub.minutes import queries
from partner_hub.minutes.document import MinutesDocument, chinese_date
from partner_hub.minutes.models import IssuedMinutes, Minutes
from partner_hub.vocabulary.minutes import OPEN_MINUTES_STATES


@dataclass(frozen=True)
class Correction:
    """`replaced_on`: the day of issue of the version before."""

    revision: int
    replaced_on: date
    reason: str

    @property
    def line(self) -> str:
        """（第2版，替代2026年7月20日印发的第1版。更正原因：改一个错字）."""
        reason = self.reason.strip().rstrip("。；;.")
        why = f"。更正原因：{reason}" if reason else ""
        return f"（第{self.revision}版，替代{chinese_date(self.replaced_on)}印发的第{self.revision - 1}版{why}）"

    def mark(self, document: MinutesDocument) -> MinutesDocument:
        """The document with the line, and with the version in its title: two papers never look the same."""
        title = f"{document.title}（第{self.revision}版）"
        described = document.description.removeprefix(document.title)
        return replace(document, title=title, description=f"{title}{described}{self.line}", version_line=self.line)


def correction_of(minutes: Minutes | None) -> Correction | None:
    """Of what would be issued now, or of what was signed last; None for a first version."""
    newest = queries.latest_version(minutes) if minutes else None
    if minutes is None or newest is None:
        return None
    if minutes.state in OPEN_MINUTES_STATES:
        return Correction(newest.revision + 1, newest.dated, reason_of_correction(minutes))
    before = db.session.get(IssuedMinutes, newest.replaces_id) if newest.replaces_id else None
    return Correction(newest.revision, before.dated, newest.reason) if before else None


def reason_of_correction(minutes: Minutes) -> str:
    """The reason given when it was opened again."""
    return next((event.reason for event in reversed(history_of(minutes)) if event.tag == "minutes:correct"), "")
