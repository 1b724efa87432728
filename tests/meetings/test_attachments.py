"""Papers of agenda items and proposals: kinds by content, revisions that stay, and the one that lay on the table."""

import zipfile
from datetime import timedelta
from io import BytesIO

import pytest
from openpyxl import Workbook

from partner_hub.core import clock
from partner_hub.core.db import db
from partner_hub.core.errors import Conflict, DomainError, NotAllowed, NotFound
from partner_hub.core.kept_files import PAPER_ENDINGS, KeptFile, read_kept_file
from partner_hub.meetings import attachment_forms, attachments
from partner_hub.meetings.agenda import remove_agenda_item
from partner_hub.meetings.attachment_models import Attachment
from partner_hub.meetings.attachment_queries import revision_for
from partner_hub.meetings.models import AgendaItem
from partner_hub.meetings.service import take_step
from partner_hub.vocabulary.meeting import ItemKind, MeetingState, ProposalState
from tests.support.gathering import a_gathering, an_item
from tests.support.page import SignedIn
from tests.support.photographs import SECRET, a_photograph
from tests.support.proposing import a_draft, answer, propose
from tests.support.world import World

PDF = KeptFile("停车方案.pdf", "application/pdf", b"%PDF-1.7 one")
NEWER = KeptFile("停车方案二稿.pdf", "application/pdf", b"%PDF-1.7 two")
READERS = ("unit_admin", "other_unit_admin", "grid_worker", "supervisor", "district_observer")


def office_file(*parts: str) -> bytes:
    written = BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for part in parts:
            archive.writestr(part, "<x/>")
    return written.getvalue()


def workbook() -> bytes:
    written = BytesIO()
    Workbook().save(written)
    return written.getvalue()


def lay(world: World, item: AgendaItem, file: KeptFile = PDF) -> Attachment:
    return attachments.attach_file(world.actor("staff"), item, title="停车方案", file=file)


class TestKinds:
    @pytest.mark.parametrize(
        ("data", "ending"),
        [
            (b"%PDF-1.4", ".pdf"),
            (a_photograph(), ".jpg"),
            (a_photograph(kind="PNG"), ".png"),
            (office_file("[Content_Types].xml", "word/document.xml"), ".docx"),
            (workbook(), ".xlsx"),
        ],
    )
    def test_the_content_says_what_it_is(self, data: bytes, ending: str) -> None:
        found = read_kept_file("C:\\papers\\方案.exe", data, PAPER_ENDINGS)
        assert found
        assert found.name == f"方案{ending}"

    @pytest.mark.parametrize(
        "data",
        [
            b"",
            b"<html><script>",
            b"MZ\x90",
            b"PK\x03\x04 broken",
            office_file("ppt/presentation.xml"),
            office_file("word/document.xml", "word/vbaProject.bin"),
            office_file("word/document.xml", "word/VBAPROJECT.BIN"),
        ],
    )
    def test_nothing_else_is_taken_whatever_it_is_called(self, data: bytes) -> None:
        assert read_kept_file("方案.pdf", data, PAPER_ENDINGS) is None


class TestRevisions:
    def test_a_newer_one_leaves_the_old_one_as_it_is(self, world: World) -> None:
        attachment = lay(world, an_item(world))
        attachments.revise_attachment(world.actor("staff"), attachment, file=NEWER)
        assert [(each.number, each.data) for each in attachment.revisions] == [(1, PDF.data), (2, NEWER.data)]

    def test_who_presses_twice_lays_one_paper(self, world: World) -> None:
        item = an_item(world)
        assert lay(world, item) is lay(world, item)
        assert lay(world, item, NEWER) is not lay(world, item)

    def test_the_same_file_again_is_no_revision(self, world: World) -> None:
        attachment = lay(world, an_item(world))
        attachments.revise_attachment(world.actor("staff"), attachment, file=PDF)
        assert len(attachment.revisions) == 1

    def test_the_one_on_the_table_is_fixed_when_the_meeting_begins(self, world: World) -> None:
        item, staff = an_item(world, state=MeetingState.CALLED), world.actor("staff")
        attachment = lay(world, item)
        attachments.revise_attachment(staff, attachment, file=NEWER)
        take_step(staff, item.meeting, MeetingState.IN_SESSION)
        attachments.revise_attachment(staff, attachment, file=KeptFile("三稿.pdf", PDF.mime, b"%PDF-3"))
        take_step(staff, item.meeting, MeetingState.HELD)
        assert [bool(each.tabled_at) for each in attachment.revisions] == [False, True, False]

    def test_so_it_is_for_a_meeting_that_is_only_recorded(self, world: World) -> None:
        item = an_item(world, planned_start=clock.utc_now() - timedelta(days=2))
        attachment = lay(world, item)
        take_step(world.actor("staff"), item.meeting, MeetingState.HELD)
        assert attachment.newest.tabled_at

    def test_there_is_a_limit(self, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(attachments, "MAX_ATTACHMENTS", 1)
        monkeypatch.setattr(attachments, "MAX_REVISIONS", 1)
        item = an_item(world)
        attachment = lay(world, item)
        with pytest.raises(DomainError, match="1"):
            lay(world, item, NEWER)
        with pytest.raises(DomainError, match="1"):
            attachments.revise_attachment(world.actor("staff"), attachment, file=NEWER)


class TestRights:
    @pytest.mark.parametrize("who", [*READERS, "system_admin"])
    def test_the_committee_alone_lays_papers_to_items(self, world: World, who: str) -> None:
        item = an_item(world, state=MeetingState.CALLED)
        attachment = lay(world, item)
        with pytest.raises(NotAllowed):
            attachments.attach_file(world.actor(who), item, title="", file=PDF)
        with pytest.raises(NotAllowed):
            attachments.revise_attachment(world.actor(who), attachment, file=NEWER)

    def test_not_once_the_minutes_are_signed(self, world: World) -> None:
        item = an_item(world)
        attachment = lay(world, item)
        item.meeting.state = MeetingState.MINUTES_SIGNED
        with pytest.raises(Conflict):
            attachments.revise_attachment(world.actor("staff"), attachment, file=NEWER)

    @pytest.mark.parametrize("who", READERS)
    def test_whoever_sees_the_meeting_reads_them_and_nobody_before(self, world: World, who: str) -> None:
        item = an_item(world)
        number = lay(world, item).newest.id
        with pytest.raises(NotFound):
            revision_for(world.actor(who), number)
        item.meeting.state = MeetingState.CALLED
        db.session.flush()
        assert revision_for(world.actor(who), number).data == PDF.data

    def test_papers_of_a_draft_are_the_units_alone(self, world: World) -> None:
        draft = a_draft(world)
        paper = attachments.attach_file(world.actor("unit_member"), draft, title="", file=PDF)
        assert (paper.title, revision_for(world.actor("unit_admin"), paper.newest.id).data) == ("停车方案", PDF.data)
        for who in ("secretary", "staff", "other_unit_admin", "supervisor"):
            with pytest.raises(NotFound):
                revision_for(world.actor(who), paper.newest.id)

    @pytest.mark.parametrize("who", ["other_unit_admin", "secretary", "staff"])
    def test_only_the_unit_lays_papers_to_its_proposal(self, world: World, who: str) -> None:
        with pytest.raises(NotAllowed):
            attachments.attach_file(world.actor(who), propose(world), title="", file=PDF)

    def test_a_published_paper_is_not_taken_away(self, world: World) -> None:
        item = an_item(world)
        first, second = lay(world, item), lay(world, item, NEWER)
        attachments.remove_attachment(world.actor("staff"), first)
        item.meeting.state = MeetingState.CALLED
        with pytest.raises(Conflict):
            attachments.remove_attachment(world.actor("staff"), second)


class TestWithAProposal:
    def test_they_come_onto_the_agenda_with_it_and_leave_with_it(self, world: World) -> None:
        meeting = a_gathering(world, ItemKind.NEXT_MEETING)
        proposal = propose(world)
        paper = attachments.attach_file(world.actor("unit_member"), proposal, title="", file=PDF)
        answer(world, proposal, "accept")
        item = proposal.item
        assert item
        own = lay(world, item, NEWER).id
        assert paper.item_id == item.id
        with pytest.raises(Conflict):
            attachments.attach_file(world.actor("unit_member"), proposal, title="", file=NEWER)
        db.session.refresh(meeting)
        remove_agenda_item(world.actor("staff"), item)
        assert (paper.item, paper.proposal) == (None, proposal)
        assert proposal.state is ProposalState.SUBMITTED
        assert db.session.get(Attachment, own) is None


class TestPages:
    def test_it_is_uploaded_revised_and_read_by_a_unit(self, signed_in: SignedIn, world: World) -> None:
        item = an_item(world, state=MeetingState.CALLED)
        staff = signed_in("staff")
        page = staff.page(world.url(f"meetings/items/{item.id}")).follow("Add a paper")
        page = page.submit("Add it", {"File": (PDF.data, "停车方案.txt"), "What it is (optional)": "停车"})
        page = page.follow("Newer revision: 停车").submit("Add it", {"File": (NEWER.data, "二稿.pdf")})
        assert "revision 2" in page.text
        member = signed_in("unit_member")
        links = member.page(world.url(f"meetings/{item.meeting_id}")).links()
        response = member.get(links["停车方案.pdf"])
        assert (response.data, response.mimetype) == (PDF.data, "application/pdf")
        assert response.headers["Content-Disposition"].startswith("attachment;")
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["Cache-Control"] == "no-store"

    def test_a_picture_loses_where_it_was_taken(self, signed_in: SignedIn, world: World) -> None:
        item = an_item(world)
        page = signed_in("staff").page(world.url(f"meetings/items/{item.id}/papers"))
        page.submit("Add it", {"File": (a_photograph(), "现场.jpg")})
        stored = db.session.scalars(db.select(Attachment)).one().newest
        assert stored.file_name == "现场.jpg"
        assert SECRET.encode() not in stored.data

    @pytest.mark.parametrize(("most", "complaint"), [(15, "are taken"), (0, "larger than 0 MB")])
    def test_what_is_not_taken_is_said_at_the_field(
        self, signed_in: SignedIn, world: World, monkeypatch: pytest.MonkeyPatch, most: int, complaint: str
    ) -> None:
        monkeypatch.setattr(attachment_forms, "MAX_PAPER_MEGABYTES", most)
        item = an_item(world)
        page = signed_in("staff").page(world.url(f"meetings/items/{item.id}/papers"))
        page = page.submit("Add it", {"File": (b"<html>", "方案.pdf"), "What it is (optional)": "停车"}, status=422)
        assert complaint in page.text
        assert page.value("What it is (optional)") == "停车"

    def test_what_only_begins_like_a_picture_is_said_at_the_field(self, signed_in: SignedIn, world: World) -> None:
        page = signed_in("staff").page(world.url(f"meetings/items/{an_item(world).id}/papers"))
        page = page.submit("Add it", {"File": (b"\xff\xd8\xffrubbish", "现场.jpg")}, status=422)
        assert "现场.jpg: no picture that can be read" in page.text
