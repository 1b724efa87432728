"""Tables of states: what stands in them may happen, nothing else may."""

import enum
from importlib import import_module
from pkgutil import walk_packages
from types import SimpleNamespace

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import update

import partner_hub
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.errors import Conflict, DomainError, NotAllowed
from partner_hub.core.events import history_of
from partner_hub.core.permissions import GRANTS, Role
from partner_hub.core.transitions import Workflow
from partner_hub.partners.models import Partnership
from partner_hub.partners.workflow import UNIT_WORKFLOW
from partner_hub.vocabulary.unit import UnitState
from tests.support.world import World


def workflows() -> dict[str, Workflow]:
    """Every table of the house."""
    found = {}
    for module in walk_packages(partner_hub.__path__, "partner_hub."):
        if module.name.endswith("workflow"):
            for name, value in vars(import_module(module.name)).items():
                if isinstance(value, Workflow):
                    found[f"{module.name}.{name}"] = value
    return found


WORKFLOWS = workflows()
WORDS = sorted({state for workflow in WORKFLOWS.values() for pair in workflow.rules for state in pair}, key=repr)


@pytest.mark.parametrize("name", WORKFLOWS)
def test_every_state_has_a_label_and_can_be_reached_or_begun_with(name: str) -> None:
    workflow = WORKFLOWS[name]
    (kind,) = {type(state) for pair in workflow.rules for state in pair}

    assert set(workflow.labels) == set(kind.__members__.values())
    assert all(str(label) for label in workflow.labels.values())


@pytest.mark.parametrize("name", WORKFLOWS)
def test_tones_and_words_of_the_history_leave_nothing_out(name: str) -> None:
    """Where a feature has such a table: a page that looks up a missing entry fails."""
    module, _, table = name.rpartition(".")
    workflow, words = WORKFLOWS[name], vars(import_module(module))
    tones = words.get(table.replace("_WORKFLOW", "_STATE_TONES"), workflow.labels)
    actions = {rule.action for rule in workflow.rules.values()}

    assert set(tones) == set(workflow.labels)
    assert actions <= set(words.get(table.replace("_WORKFLOW", "_HISTORY_LABELS"), actions))


@pytest.mark.parametrize("name", WORKFLOWS)
def test_no_step_leads_from_a_state_to_itself(name: str) -> None:
    assert [pair for pair in WORKFLOWS[name].rules if pair[0] == pair[1]] == []


@pytest.mark.parametrize("name", WORKFLOWS)
def test_every_step_can_be_taken_by_somebody(name: str) -> None:
    granted = frozenset().union(*GRANTS.values())

    assert {rule.permission for rule in WORKFLOWS[name].rules.values()} <= granted


@given(st.sampled_from(sorted(WORKFLOWS)), st.sampled_from(WORDS), st.sampled_from(WORDS), st.sampled_from(list(Role)))
def test_only_the_table_opens_a_way(name: str, start: enum.StrEnum, to: enum.StrEnum, role: Role) -> None:
    """For any table, any two states and any role: the way is offered exactly when the table has it for that role."""
    workflow = WORKFLOWS[name]
    actor = Actor(1, "甲", 1, roles=frozenset({role}))
    rule = workflow.rules.get((start, to))
    entity = SimpleNamespace(state=start)

    assert (to in workflow.open_to(actor, entity)) == (rule is not None and rule.permission in GRANTS[role])


@pytest.fixture
def unit(app: Flask, world: World) -> Partnership:
    return db.session.get_one(Partnership, world.hospital)


def test_a_step_changes_the_state_counts_the_version_and_writes_history(unit: Partnership, world: World) -> None:
    version = unit.version
    UNIT_WORKFLOW.move(world.actor("secretary"), unit, UnitState.SUSPENDED, reason="  停业整顿 ")
    db.session.commit()

    assert (unit.state, unit.version) == (UnitState.SUSPENDED, version + 1)
    event = history_of(unit)[-1]
    assert (event.from_state, event.to_state, event.reason) == ("approved", "suspended", "停业整顿")


def test_a_step_that_is_not_in_the_table_is_refused_with_the_present_state(unit: Partnership, world: World) -> None:
    with pytest.raises(Conflict, match=str(UNIT_WORKFLOW.labels[UnitState.APPROVED])):
        UNIT_WORKFLOW.move(world.actor("secretary"), unit, UnitState.RETURNED)

    assert unit.state == UnitState.APPROVED


def test_a_reason_that_must_be_given_is_asked_for(unit: Partnership, world: World) -> None:
    with pytest.raises(DomainError) as caught:
        UNIT_WORKFLOW.move(world.actor("secretary"), unit, UnitState.SUSPENDED, reason="  ")

    assert caught.value.field == "reason"


def test_somebody_without_the_right_is_refused(unit: Partnership, world: World) -> None:
    with pytest.raises(NotAllowed):
        UNIT_WORKFLOW.move(world.actor("unit_admin"), unit, UnitState.SUSPENDED, reason="因为")


def test_of_two_people_one_wins(unit: Partnership, world: World) -> None:
    """The other one still holds the row as it was before."""
    db.session.execute(
        update(Partnership)
        .where(Partnership.id == unit.id)
        .values(version=Partnership.version + 1)
        .execution_options(synchronize_session=False)
    )
    before = len(history_of(unit))

    with pytest.raises(Conflict):
        UNIT_WORKFLOW.move(world.actor("secretary"), unit, UnitState.SUSPENDED, reason="因为")

    assert unit.state == UnitState.APPROVED
    assert len(history_of(unit)) == before
