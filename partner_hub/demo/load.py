"""Loads the demonstration community: people, units, lists, two meetings with signed minutes, one being prepared."""

import json
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from partner_hub.accounts.models import User
from partner_hub.accounts.queries import actor_in
from partner_hub.accounts.service import create_user, grant_role
from partner_hub.communities.models import Community, GridCell
from partner_hub.communities.service import create_community
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.permissions import Role
from partner_hub.demo.between_meetings import BetweenMeetings
from partner_hub.demo.meeting_follow_up import call_next_meeting, confirm_tasks_by_telephone, replay_action_items
from partner_hub.demo.row_values import demo_need_values, demo_offering_values, demo_unit_values
from partner_hub.imports.past_meeting.import_meeting import import_meeting
from partner_hub.meetings.attendance import mark_rest_absent
from partner_hub.meetings.models import Meeting
from partner_hub.meetings.queries import meeting_record
from partner_hub.minutes.drafting.commands import draft_minutes
from partner_hub.minutes.service import sign_minutes
from partner_hub.needs.models import Need
from partner_hub.needs.quarter_lists import publish_list
from partner_hub.needs.queries import quarter_of_need, quarters_with_needs
from partner_hub.needs.service import register_need, review_need
from partner_hub.needs.visibility import propose_visibility
from partner_hub.offerings.service import register_offering
from partner_hub.partners.models import Partnership
from partner_hub.partners.service import register_unit
from partner_hub.vocabulary.need import Visibility
from partner_hub.vocabulary.person import MailRhythm

DEMO_DATA_FOLDER = Path(__file__).parent / "data"
DEMO_PASSWORD = "linju-2026-demo"  # noqa: S105 - printed on the operator's screen, for invented people
# The quarters whose meetings lie behind.
HELD_QUARTERS = ((2026, 2), (2026, 3))
# Minutes are usually issued some days after the meeting.
DAYS_UNTIL_ISSUED = 4


def read_demo_data(name: str) -> Any:
    return json.loads((DEMO_DATA_FOLDER / f"{name}.json").read_text(encoding="utf-8"))


def is_database_empty() -> bool:
    return db.session.scalar(db.select(Community.id).limit(1)) is None


def is_demo_loaded() -> bool:
    facts = read_demo_data("community")
    return (
        db.session.scalar(db.select(Community.id).filter_by(name=facts["name"], district=facts["district"])) is not None
    )


def demo_accounts() -> list[dict[str, str]]:
    """Whom one can sign in as: name, role, sign-in and unit."""
    keys = {"name": "name", "role": "role", "sign_in": "email", "unit": "unit_name"}
    return [
        {ours: entry.get(theirs, "") for ours, theirs in keys.items()}
        for entry in read_demo_data("community")["people"]
    ]


def load_demo_community() -> None:
    """Write everything into an empty database."""
    facts = read_demo_data("community")
    community = _create_demo_community(facts)
    operator = Actor.of_operator(community.id)
    units = {
        entry["name"]: register_unit(operator, community, data=demo_unit_values(entry))
        for entry in read_demo_data("units")
    }
    people = {entry["role"]: _create_demo_user(entry, community, units) for entry in facts["people"]}
    _load_offerings_and_needs(operator, _actor_of_user(people[Role.STAFF], community), community, units)
    secretary = _actor_of_user(people[Role.SECRETARY], community)
    _load_meetings(operator, secretary, community)
    for quarter in reversed(quarters_with_needs(secretary)):
        publish_list(secretary, community, quarter)
    BetweenMeetings(_actor_of_user(people[Role.STAFF], community), community, units).go_on(read_demo_data("between"))


def _create_demo_community(facts: Mapping[str, Any]) -> Community:
    kept = {key: facts[key] for key in ("city", "street", "party_committee", "households", "hotline")}
    community = create_community(
        facts["name"], district=facts["district"], area_code=facts.get("area_code", ""), **kept
    )
    community.grids = [GridCell(label=label, position=number) for number, label in enumerate(facts["grids"])]
    db.session.flush()
    return community


def _create_demo_user(entry: Mapping[str, Any], community: Community, units: Mapping[str, Partnership]) -> User:
    user = create_user(
        name=entry["name"], email=entry["email"], phone=entry["phone"], title=entry["title"], password=DEMO_PASSWORD
    )
    # They are invented: no mail goes out to them.
    user.mail_rhythm = MailRhythm.NEVER.value
    role = Role(entry["role"])
    unit = units.get(entry.get("unit_name", ""))
    grid = next((cell for cell in community.grids if cell.label == entry.get("grid")), None)
    grant_role(
        user,
        role,
        community_id=None if role is Role.DISTRICT_OBSERVER else community.id,
        partnership_id=unit.id if unit else None,
        grid_id=grid.id if grid else None,
        district=community.district if role is Role.DISTRICT_OBSERVER else "",
    )
    return user


def _actor_of_user(user: User, community: Community) -> Actor:
    actor = actor_in(user, community)
    assert actor is not None  # noqa: S101 - the role was granted a moment ago
    return actor


def _load_offerings_and_needs(
    operator: Actor, staff: Actor, community: Community, units: Mapping[str, Partnership]
) -> None:
    categories = {category.name: category.id for category in community.categories}
    grids = {cell.label: cell.id for cell in community.grids}
    for entry in read_demo_data("offerings"):
        register_offering(
            operator, community, partnership=units[entry["unit_name"]], data=demo_offering_values(entry, categories)
        )
    for entry in read_demo_data("needs"):
        need = register_need(operator, community, data=demo_need_values(entry, categories, grids, units), source={})
        if not entry.get("waits"):
            _review_demo_need(staff, need)


def _review_demo_need(staff: Actor, need: Need) -> None:
    """What a clerk would settle: these words were invented, and everybody may read them."""
    # What the meetings of the demonstration dealt with was on public lists; later needs get the proposed visibility.
    is_past = quarter_of_need(need) in HELD_QUARTERS
    visibility = Visibility.PUBLIC if is_past else propose_visibility(need)
    wording = {"public_name": need.name, "public_text": need.content, "visibility": visibility}
    review_need(staff, need, data=wording, quarter=quarter_of_need(need))


def _load_meetings(operator: Actor, secretary: Actor, community: Community) -> None:
    *held, coming = read_demo_data("meetings")
    for entry in held:
        meeting = _import_demo_meeting(operator, community, entry)
        confirm_tasks_by_telephone(operator, meeting)
        mark_rest_absent(operator, meeting)
        minutes = draft_minutes(secretary, meeting_record(meeting.id))
        issued = date.fromisoformat(entry["date"]) + timedelta(days=DAYS_UNTIL_ISSUED)
        sign_minutes(secretary, minutes, meeting_record(meeting.id), dated=issued)
        replay_action_items(operator, meeting, entry["actions"])
    call_next_meeting(operator, _import_demo_meeting(operator, community, coming), coming)


def _import_demo_meeting(operator: Actor, community: Community, entry: Mapping[str, Any]) -> Meeting:
    data = json.dumps(entry, ensure_ascii=False).encode()
    return import_meeting(operator, community, data=data, filename="meetings.json").meeting
