"""What no person has read yet is read by nobody: every page, file, search and mail of everybody but the staff."""

from collections import deque
from datetime import date
from io import BytesIO
from zipfile import ZipFile, is_zipfile

import pytest

from partner_hub.communities.models import Community
from partner_hub.core.db import db
from partner_hub.core.mail_outbox import OutgoingMail, queue_mail
from partner_hub.matching import notifications
from partner_hub.matching.models import Match, MatchNeed, MatchPartner, NeedInvitation
from partner_hub.meetings.models import AgendaItem, DeferredNeed
from partner_hub.meetings.queries import meeting_record
from partner_hub.messages.models import Message
from partner_hub.minutes.drafting.draft import generate_draft
from partner_hub.minutes.drafting.record import meeting_record_of
from partner_hub.needs import quarter_lists
from partner_hub.needs.models import Need
from partner_hub.needs.service import edit_need, move_need, register_need, submit_need
from partner_hub.offerings.models import Offering
from partner_hub.vocabulary.match import MatchOrigin, MatchState
from partner_hub.vocabulary.need import NeedState, Visibility
from tests.support.gathering import an_item, an_offering
from tests.support.markup import Document
from tests.support.page import CheckedClient, SignedIn
from tests.support.records import a_need
from tests.support.world import World

# A word of each need's own, as it was told; the detector knows none of them.
SECRETS = ("喜鹊搭窝", "夜里咳血", "门口吵架", "欠条满屋", "孙辈逃学")
OUTSIDERS = ("unit_admin", "other_unit_admin", "grid_worker", "supervisor", "district_observer", "system_admin")
MOST_PAGES = 400


@pytest.fixture
def told(world: World) -> list[Need]:
    """By every door: a spreadsheet, a clerk, another grid's worker, another unit."""
    community, staff = db.session.get_one(Community, world.community), world.actor("staff")
    facts = {"raised_on": date(2026, 10, 9), "beneficiaries": f"{SECRETS[0]}的人家", "category_words": SECRETS[0]}
    found = [
        register_need(staff, community, data={"name": SECRETS[0], "content": SECRETS[0], **facts}, source={"row": 3}),
        register_need(staff, community, data={"name": SECRETS[1], "raised_on": date(2026, 10, 9)}, source={"row": 4}),
        submit_need(staff, community, data={"name": SECRETS[2], "content": SECRETS[2], "public_name": SECRETS[2]}),
        # On which work had begun before anybody had read it.
        a_need(world, name=SECRETS[3], content=SECRETS[3], public_name="", public_text="", state=NeedState.IN_PROJECT),
        a_need(world, name=SECRETS[4], content=SECRETS[4], state=NeedState.SUBMITTED, public_name=SECRETS[4]),
    ]
    _put_into_a_meeting(world, found, an_offering(world, unit=world.hospital))
    db.session.commit()
    return found


def _put_into_a_meeting(world: World, needs: list[Need], offering: Offering) -> None:
    """As the record of a past meeting does: matches and deferrals of needs that wait for review."""
    item = an_item(world)
    for need, state in zip(needs, (MatchState.PROPOSED, MatchState.AGREED, MatchState.CONFIRMED), strict=False):
        match = Match(community_id=world.community, state=state, origin=MatchOrigin.DISPATCH, agenda_item_id=item.id)
        match.needs = [MatchNeed(need=need)]
        match.partners = [MatchPartner(partnership=offering.partnership, offering=offering, is_lead=True)]
        db.session.add(match)
    db.session.add(DeferredNeed(meeting_id=item.meeting_id, need=needs[3], as_written=needs[3].name, reason="下次再议"))
    db.session.flush()


def walk(client: CheckedClient, *starts: str) -> dict[str, str]:
    """Everything that can be reached by links, by address: the text of pages, and what workbooks hold."""
    found: dict[str, str] = {}
    ahead = deque(starts)
    while ahead and len(found) < MOST_PAGES:
        address = ahead.popleft()
        if address in found:
            continue
        response = client.get(address, follow_redirects=True)
        found[address] = _text(response.data)
        if response.mimetype == "text/html":
            ahead.extend(_links(client, response.text))
    assert len(found) < MOST_PAGES, "the walk did not come to an end"
    return found


def _links(client: CheckedClient, text: str) -> list[str]:

    hrefs = [link.get("href") for link in Document(text).all("a")]
    return [href.partition("#")[0] for href in hrefs if href.startswith("/") and "static" not in href]


def _text(data: bytes) -> str:
    if is_zipfile(BytesIO(data)):
        with ZipFile(BytesIO(data)) as archive:
            return "".join(archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml"))
    return data.decode(errors="replace")


@pytest.mark.parametrize("who", OUTSIDERS)
def test_nobody_but_the_staff_reads_a_word_of_it(signed_in: SignedIn, world: World, told: list[Need], who: str) -> None:
    pages = ["needs/", "matches/", "matches/hall", "meetings/", "offerings/", "units/", "needs/lists/"]
    searches = [f"{page}?q={word}" for page in ("needs/", "matches/", "matches/hall") for word in SECRETS]
    own = [f"needs/{need.id}" for need in told]
    found = walk(signed_in(who), *(world.url(path) for path in ("", *pages, *searches, *own)))
    leaks = {address for address, text in found.items() for word in SECRETS if word in text and word not in address}
    assert leaks == set()
    assert len(found) > len(pages)


def test_residents_read_none_of_it(client: CheckedClient, world: World, told: list[Need]) -> None:
    a_need(world)
    quarter_lists.publish_list(world.actor("staff"), db.session.get_one(Community, world.community), (2026, 4))
    found = walk(client, f"/p/{world.community}/", f"/p/{world.community}/needs", f"/p/{world.community}/offerings")
    assert {address for address, text in found.items() if any(word in text for word in SECRETS)} == set()


def test_mails_messages_and_minutes_call_it_by_a_neutral_title(world: World, told: list[Need]) -> None:
    match = db.session.scalars(db.select(Match).where(Match.state == MatchState.PROPOSED)).one()

    for tell in (
        notifications.notify_of_dispatch,
        notifications.notify_of_agreement,
        notifications.notify_of_confirmation,
    ):
        tell(world.actor("staff"), match)
    subjects = db.session.scalars(db.select(Message.subject)).all()
    assert subjects
    assert told[0].neutral_title in "".join(subjects)
    bodies = db.session.scalars(db.select(OutgoingMail.body)).all()
    minutes = generate_draft(
        meeting_record_of(meeting_record(db.session.get_one(AgendaItem, match.agenda_item_id).meeting_id))
    )
    assert told[0].title_for_minutes in minutes
    assert not [word for word in SECRETS if word in f"{subjects}{bodies}{minutes}"]


def test_the_staff_read_it_in_their_work(signed_in: SignedIn, world: World, told: list[Need]) -> None:
    page = signed_in("staff").page(world.url("needs/"))
    assert all(word in page.text for word in SECRETS)
    assert SECRETS[0] in signed_in("staff").page(world.url(f"needs/{told[0].id}")).text


@pytest.mark.parametrize(
    ("who", "levels"),
    [
        ("staff", set(Visibility)),
        ("unit_admin", {Visibility.PUBLIC, Visibility.MEMBERS}),
        ("district_observer", {Visibility.PUBLIC, Visibility.MEMBERS}),
        ("grid_worker", {Visibility.PUBLIC, Visibility.MEMBERS}),
    ],
)
def test_an_accepted_need_is_read_by_those_it_is_meant_for(
    signed_in: SignedIn, world: World, who: str, levels: set[Visibility]
) -> None:
    needs = {each: a_need(world, public_name=f"给{each}", visibility=each) for each in Visibility}
    client = signed_in(who)
    text = client.page(world.url("needs/")).text
    for visibility, need in needs.items():
        may = visibility in levels
        assert (f"给{visibility}" in text or who == "staff") is may
        assert client.get(world.url(f"needs/{need.id}")).status_code == (200 if may else 404)


def test_its_own_grid_and_a_unit_that_was_asked_read_a_committees_need(signed_in: SignedIn, world: World) -> None:
    need = a_need(world, public_name="委员会的事", visibility=Visibility.COMMITTEE, grid_id=world.grid)
    assert signed_in("grid_worker").get(world.url(f"needs/{need.id}")).status_code == 200
    assert signed_in("unit_admin").get(world.url(f"needs/{need.id}")).status_code == 404
    offering = an_offering(world, unit=world.hospital)
    match = Match(community_id=world.community, state=MatchState.PROPOSED, origin=MatchOrigin.DISPATCH)
    match.needs = [MatchNeed(need=need)]
    match.partners = [MatchPartner(partnership=offering.partnership, offering=offering, is_lead=True)]
    db.session.add(match)
    assert "委员会的事" in signed_in("unit_admin").page(world.url(f"needs/{need.id}")).text
    assert signed_in("other_unit_admin").get(world.url(f"needs/{need.id}")).status_code == 404


@pytest.mark.parametrize("way", ["readers", "wording", "withdrawn"])
def test_what_units_were_told_loses_a_title_that_is_taken_back(world: World, way: str) -> None:
    staff, secret = world.actor("staff"), "三楼何家透析"
    need, other = a_need(world, public_name=secret), a_need(world, public_name=secret)
    for each in (need, other):
        invitation = NeedInvitation(need=each, partnership_id=world.hospital, invited_by="陶然")
        db.session.add(invitation)
        db.session.flush()
        notifications.notify_of_invitations(each, [invitation])
    mail = queue_mail("unit@example.org", "新消息", f"优先邀请贵单位认领“{secret}”")
    for message in db.session.scalars(db.select(Message).where(Message.path.endswith(f"/{need.id}"))):
        assert secret in message.subject
    db.session.flush()
    db.session.execute(db.update(Message).where(Message.path.endswith(f"/{need.id}")).values(mail_id=mail.id))

    if way == "withdrawn":
        move_need(staff, need, to=NeedState.WITHDRAWN)
    else:
        edit_need(staff, need, data={"visibility": Visibility.MEMBERS} if way == "readers" else {"public_name": "陪诊"})
    db.session.expire_all()

    told = {message.path.rpartition("/")[2]: message.subject for message in db.session.scalars(db.select(Message))}
    title = "陪诊" if way == "wording" else need.neutral_title
    assert title in told[str(need.id)]
    assert secret not in told[str(need.id)] + mail.body
    assert secret in told[str(other.id)]


def test_a_unit_that_declines_reads_a_committees_need_no_more(signed_in: SignedIn, world: World) -> None:
    need = a_need(world, public_name="委员会的事", visibility=Visibility.COMMITTEE)
    invitation = NeedInvitation(need=need, partnership_id=world.hospital, invited_by="陶然")
    db.session.add(invitation)
    db.session.commit()
    unit, page = signed_in("unit_admin"), world.url(f"needs/{need.id}")
    assert "委员会的事" in unit.page(page).text
    after = unit.page(page).submit("We cannot take it: 委员会的事", {"reason": "人手不够"})
    assert "Thank you for your answer." in after.text
    assert "委员会的事" not in after.text
    assert unit.get(page).status_code == 404
    assert "委员会的事" not in unit.page(world.url("needs/")).text
