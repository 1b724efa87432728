"""Two communities of one district with a person in every role, for tests that ask who may do what.

`world = settle()` writes the rows (commit included). People are found by key in `world.people`; everybody's password
is PASSWORD. `enter(client, person)` signs in without the form, which has tests of its own.
"""

from dataclasses import dataclass, field
from functools import cache
from typing import Any

from flask import has_app_context
from flask.testing import FlaskClient

from partner_hub.accounts import passwords
from partner_hub.accounts.models import RoleGrant, User
from partner_hub.communities.models import Category, Community, GridCell
from partner_hub.communities.word_lists import CATEGORIES
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.permissions import Role
from partner_hub.partners.models import Partnership, PartnerUnit

PASSWORD = "spring-river-42"


@dataclass
class World:
    """Ids and addresses only, so that it outlives its database session."""

    community: int = 0
    elsewhere: int = 0
    hospital: int = 0  # partnerships of `community`
    school: int = 0
    stranger_unit: int = 0  # partnership of `elsewhere`
    grid: int = 0
    people: dict[str, int] = field(default_factory=dict)

    def url(self, path: str = "") -> str:
        return f"/c/{self.community}/{path}"

    def actor(self, who: str) -> Actor:
        """The person as services see them, in `community`."""
        from partner_hub.accounts.queries import actor_in  # noqa: PLC0415 - tests import this file before the application

        actor = actor_in(db.session.get_one(User, self.people[who]), db.session.get_one(Community, self.community))
        assert actor is not None
        return actor


# key -> (name, role, what the grant names)
PEOPLE: dict[str, tuple[str, Role, str]] = {
    "secretary": ("沈若溪", Role.SECRETARY, "community"),
    "staff": ("丁一鸣", Role.STAFF, "community"),
    "grid_worker": ("何小满", Role.GRID_WORKER, "grid"),
    "unit_admin": ("罗𬭎", Role.UNIT_ADMIN, "hospital"),
    "unit_member": ("陶然", Role.UNIT_MEMBER, "hospital"),
    "other_unit_admin": ("江帆", Role.UNIT_ADMIN, "school"),
    "supervisor": ("卢大爷", Role.SUPERVISOR, "community"),
    "district_observer": ("宋玥", Role.DISTRICT_OBSERVER, "district"),
    "system_admin": ("系统管理员", Role.SYSTEM_ADMIN, ""),
    "stranger_staff": ("白鹭", Role.STAFF, "elsewhere"),
    "stranger_unit": ("黄河清", Role.UNIT_ADMIN, "stranger_unit"),
}


@cache
def password_hash() -> str:
    return passwords.hash_password(PASSWORD)


def settle() -> World:
    """Write both communities, three units and everybody; one commit."""
    world = World()
    here, there = (_community(name) for name in ("柳岸社区", "东塘社区"))
    grid = GridCell(community=here, label="一网格（柳岸新村）")
    hospital, school, stranger = (
        _unit(here, "江州市第二医院", "事业单位"),
        _unit(here, "江州市柳岸小学", "事业单位"),
        _unit(there, "江州东塘物业有限公司", "两新组织"),
    )
    db.session.add_all([here, there, grid, hospital, school, stranger])
    db.session.flush()
    world.community, world.elsewhere, world.grid = here.id, there.id, grid.id
    world.hospital, world.school, world.stranger_unit = hospital.id, school.id, stranger.id
    at_home = {"community_id": here.id}
    targets: dict[str, dict[str, Any]] = {
        "community": at_home,
        "grid": at_home | {"grid_id": grid.id},
        "hospital": at_home | {"partnership_id": hospital.id},
        "school": at_home | {"partnership_id": school.id},
        "elsewhere": {"community_id": there.id},
        "stranger_unit": {"community_id": there.id, "partnership_id": stranger.id},
        "district": {"district": "鼓东区"},
        "": {},
    }
    for key, (name, role, target) in PEOPLE.items():
        world.people[key] = _person(key, name, role, targets[target])
    db.session.commit()
    return world


def _community(name: str) -> Community:
    community = Community(
        name=name,
        district="鼓东区" if name == "柳岸社区" else "鼓西区",
        city="江州市",
        street="柳岸街道",
        households=1200,
        party_committee=f"中共江州市柳岸街道{name}委员会",
    )
    community.categories = [Category(name=word, position=number) for number, word in enumerate(CATEGORIES)]
    return community


def _unit(community: Community, name: str, kind: str) -> Partnership:
    return Partnership(community=community, unit=PartnerUnit(name=name), kind=kind)


def _person(key: str, name: str, role: Role, target: dict[str, Any]) -> int:
    user = User(name=name, email=f"{key}@example.org", password_hash=password_hash())
    user.grants = [RoleGrant(role=role, **target)]
    db.session.add(user)
    db.session.flush()
    return user.id


def enter(client: FlaskClient, world: World, who: str, *, language: str = "") -> None:
    """Make `client` a browser in which this person is signed in; saves what the test has written.

    With language="en" pages speak the words that stand in the code, whatever the Chinese catalogue holds.
    """
    if has_app_context():
        db.session.commit()
    from partner_hub.accounts.sessions import session_values_of  # noqa: PLC0415 - see actor()

    with client.application.app_context():
        values = session_values_of(db.session.get_one(User, world.people[who]))
        db.session.commit()
    with client.session_transaction() as session:
        session.update({"_fresh": True, **values})
        if language:
            session["language"] = language
