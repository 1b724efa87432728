"""After an erasure nothing is left of a person but what must stay; and it is done again after a restore."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from partner_hub.accounts.models import RoleGrant, User
from partner_hub.communities.models import Community
from partner_hub.core.db import db
from partner_hub.core.errors import DomainError
from partner_hub.core.events import Event
from partner_hub.data_requests import person_terms, service
from partner_hub.data_requests.models import DataRequest
from partner_hub.data_requests.person_matcher import ERASED_MARK
from partner_hub.imports.models import Import
from partner_hub.minutes.models import IssuedMinutes, Minutes
from partner_hub.needs.models import Need
from partner_hub.offerings.models import Offering
from partner_hub.partners.models import Partnership
from partner_hub.vocabulary.workbook_import import ImportState
from tests.support.database import on_both_databases
from tests.support.person import CODE, NAME, NAMES, PHONE, PHONES, left_of, settle_elsewhere, settle_person
from tests.support.records import PUBLIC, a_need
from tests.support.world import World

Run = Callable[..., Any]
WORDS = (*NAMES, *PHONES)


@pytest.fixture
def run(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Run:
    """`flask hub person ...`; the JSON that it prints, or its text."""
    monkeypatch.setenv("LANG", "C.UTF-8")

    def run(*words: str, status: int = 0) -> Any:
        db.session.commit()
        result = app.test_cli_runner().invoke(args=["hub", "person", *words])
        db.session.expire_all()
        assert result.exit_code == status, result.output
        return json.loads(result.stdout) if "json" in words else result.output

    return run


@pytest.fixture
def ledger(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    file = tmp_path / "erasures.jsonl"
    monkeypatch.setitem(app.extensions, "settings", replace(app.extensions["settings"], erasure_ledger=str(file)))
    return file


def erase(run: Run, *more: str) -> Any:
    here = ("--community", "柳岸社区", "--reason", f"{NAME}本人电话要求", "--format", "json")
    return run("erase", *here, *more)


@on_both_databases
def test_nothing_is_left_of_the_name_and_the_number(world: World, run: Run) -> None:
    ids, foreign = settle_person(world), settle_elsewhere(world)
    assert len(left_of(*WORDS)) > 30
    erase(run, "--phone", PHONE)
    assert [each for each in left_of(*WORDS) if not _is_elsewhere(each, foreign)] == []
    assert left_of(NAME, community_tables_to_leave_out=frozenset()) != left_of(NAME)
    need = db.session.get_one(Need, ids["reported"])
    assert (need.name, need.reporter_name, need.reporter_phone) == (PUBLIC, "", "")
    assert (need.code_hash, need.client_key) == (None, None)
    other = db.session.get_one(Need, ids["told_by_other"])
    assert (other.reporter_name, other.reporter_phone) == ("何桂英", "13800001111")


def _is_elsewhere(told: str, foreign: int) -> bool:
    there = set(db.session.scalars(db.select(Event.id).where(Event.subject == "need", Event.subject_id == foreign)))
    return told.partition(":")[0] in {
        *(f"need.{column} of row {foreign}" for column in ("name", "content", "reporter_name", "reporter_phone")),
        *(f"event.reason of row {number}" for number in there),
    }


def test_signed_minutes_stay_and_the_command_says_why(world: World, run: Run) -> None:
    ids = settle_person(world)
    told = run("show", "--community", "柳岸社区", "--name", NAME)
    assert "Archives Law" in told
    erase(run, "--name", NAME, "--phone", PHONE)
    issued = db.session.get_one(IssuedMinutes, ids["signed"])
    assert issued.record == {"guests": [NAME]}
    assert db.session.get_one(Minutes, issued.minutes_id).body == f"参会：{NAME}"


def test_what_else_stood_there_stays(world: World, run: Run) -> None:
    ids = settle_person(world)
    erase(run, "--phone", PHONE)
    unit = db.session.get_one(Partnership, world.hospital)
    assert (unit.contact, unit.phones) == ("", ["0591-83000001"])
    offering = db.session.get_one(Offering, ids["offering"])
    assert (offering.name, offering.contact, offering.contact_phone) == ("陪诊", "", "")
    confirmed, waiting = (db.session.get_one(Import, ids[name]) for name in ("file", "waiting"))
    assert (confirmed.data, confirmed.state) == (b"", ImportState.CONFIRMED)
    assert (waiting.data, waiting.state) == (b"", ImportState.CANCELLED)


def test_it_is_recorded_with_its_reason_and_without_the_person(world: World, run: Run) -> None:
    settle_person(world)
    told = erase(run, "--phone", PHONE)
    request = db.session.scalars(db.select(DataRequest)).one()
    assert request.uid == told["request"]
    assert request.reason == f"{ERASED_MARK}本人电话要求"
    assert request.counts["need"] == 3
    event = db.session.scalars(db.select(Event).filter_by(tag="data_request:erase")).one()
    assert event.reason == request.reason


@on_both_databases
def test_a_second_erasure_finds_nothing(world: World, run: Run) -> None:
    settle_person(world)
    erase(run, "--phone", PHONE, "--name", NAME)
    told = erase(run, "--phone", PHONE, "--name", NAME, *("--dry-run",))
    assert told["erased"] == []
    assert run("erase", "--community", "柳岸社区", "--phone", "13700000000", "--reason", "本人要求") is not None
    assert len(db.session.scalars(db.select(DataRequest)).all()) == 1


def test_by_the_code_alone(world: World, run: Run) -> None:
    ids = settle_person(world)
    erase(run, "--code", CODE.lower())
    assert db.session.get_one(Need, ids["reported"]).reporter_phone == ""
    assert left_of(*WORDS) == []


def test_by_a_need_that_names_nobody(world: World, run: Run) -> None:
    need = a_need(world, public_name="", public_text="")
    kept = a_need(world)
    erase(run, "--need", str(need.id))
    assert "阿婆" not in need.name + need.content
    assert "阿婆" in kept.name


def test_an_account_is_closed_and_its_sessions_end(world: World, run: Run) -> None:
    user = db.session.get_one(User, world.people["unit_member"])
    user.phone = PHONE
    settle_person(world)
    erase(run, "--user", "unit_member@example.org")
    assert user.name == "已删除账号"
    assert not any((user.email, user.phone, user.password_hash))
    assert not user.is_active
    grants = db.session.scalars(db.select(RoleGrant).filter_by(user_id=user.id)).all()
    assert [grant.revoked_at is None for grant in grants] == [False]
    assert left_of("陶然", "unit_member@example.org", PHONE) == []


def test_a_namesake_with_an_account_is_spared_unless_it_is_named(world: World, run: Run) -> None:
    member = db.session.get_one(User, world.people["unit_member"])
    need = a_need(world, reporter_name="陶然", reporter_phone=PHONE, content="陶然要人陪诊")
    unit = db.session.get_one(Partnership, world.hospital)
    unit.contact = "陶然"
    told = erase(run, "--phone", PHONE)
    assert f"user:{member.id}" in told["stays"]
    assert (member.name, unit.contact) == ("陶然", "陶然")
    assert (need.reporter_name, "陶然" in need.content) == ("", False)


@pytest.mark.parametrize("noted", ["居民", "王阿姨", "热线来电", "张先生"])
def test_what_is_noted_instead_of_a_name_is_not_looked_for_everywhere(world: World, run: Run, noted: str) -> None:
    need = a_need(world, reporter_name=noted, reporter_phone=PHONE)
    other = a_need(world, name=f"{noted}要人陪诊", content=f"{noted}说的")
    erase(run, "--phone", PHONE)
    assert need.reporter_name == ""
    assert (other.name, other.content) == (f"{noted}要人陪诊", f"{noted}说的")


def test_what_leads_to_nobody_is_refused_with_a_sentence(world: World, run: Run) -> None:
    here = ("--community", "柳岸社区")
    assert "2 to 60" in run("show", *here, "--name", "周", status=1)
    assert "7 to 15" in run("show", *here, "--phone", "12", status=1)
    assert "no need with this code" in run("show", *here, "--code", "ABC", status=1)
    assert "no such need" in run("show", *here, "--need", "999", status=1)
    assert "Please give" in run("show", *here, status=1)


def test_a_copy_holds_everything_that_is_found(world: World, run: Run) -> None:
    settle_person(world)
    where = {each.partition(".")[0] for each in left_of(*WORDS, community_tables_to_leave_out=frozenset())}
    copy = run("show", "--community", "柳岸社区", "--phone", PHONE, "--reason", "本人要求", "--format", "json")
    assert {entry["table"] for entry in copy["records"]} == where
    texts = json.dumps(copy, ensure_ascii=False)
    assert "要人陪诊" in texts
    assert "楼上周秋菊也要" in texts
    assert "13800001111" not in texts
    assert db.session.scalars(db.select(Event).filter_by(tag="data_request:copy")).one().reason == "本人要求"


@on_both_databases
def test_an_erasure_is_done_again_in_a_database_from_before(world: World, run: Run, ledger: Path) -> None:
    ids = settle_person(world)
    db.session.commit()
    before = {table.name: _rows(table) for table in db.metadata.sorted_tables}
    erase(run, "--phone", PHONE)
    assert left_of(*WORDS) == []
    assert NAME not in ledger.read_text(encoding="utf-8")
    assert PHONE not in ledger.read_text(encoding="utf-8")

    _restore(before)
    assert left_of(*WORDS)
    assert "Erased again: 1." in run("repeat-erasures")
    assert left_of(*WORDS) == []
    assert db.session.get_one(Need, ids["reported"]).code_hash is None
    request = db.session.scalars(db.select(DataRequest)).one()
    assert request.repeated_at
    assert "Erased again: 0. Known already: 1." in run("repeat-erasures", "--ledger", str(ledger))


def test_who_was_spared_is_spared_again_and_an_account_is_closed_again(world: World, run: Run, ledger: Path) -> None:
    other = db.session.get_one(User, world.people["other_unit_admin"])
    other.name = "陶然"
    guest = a_need(world, content="陶然要人陪诊").id
    db.session.commit()
    before = {table.name: _rows(table) for table in db.metadata.sorted_tables}
    erase(run, "--user", "unit_member@example.org", "--spare", f"need:{guest}")
    _restore(before)
    run("repeat-erasures")
    assert db.session.get_one(User, world.people["unit_member"]).name == "已删除账号"
    assert db.session.get_one(User, world.people["other_unit_admin"]).name == "陶然"
    assert "陶然" in db.session.get_one(Need, guest).content


def test_the_ledger_can_be_written_out(world: World, run: Run, ledger: Path, tmp_path: Path) -> None:
    settle_person(world)
    erase(run, "--phone", PHONE)
    run("ledger", "--output", str(tmp_path / "out.jsonl"))
    assert (tmp_path / "out.jsonl").read_text(encoding="utf-8") == ledger.read_text(encoding="utf-8")


def test_a_ledger_of_another_key_or_no_ledger_is_refused(app: Flask, world: World, run: Run, ledger: Path) -> None:
    settle_person(world)
    assert "no ledger" in run("repeat-erasures", status=1)
    erase(run, "--phone", PHONE)
    entry = json.loads(ledger.read_text(encoding="utf-8"))
    ledger.write_text(json.dumps(entry | {"key_check": "x"}), encoding="utf-8")
    assert "another secret key" in run("repeat-erasures", status=1)
    ledger.write_text("{}", encoding="utf-8")
    assert "Line 1" in run("repeat-erasures", status=1)


def test_nothing_is_erased_when_the_ledger_cannot_be_written(
    app: Flask, world: World, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = replace(app.extensions["settings"], erasure_ledger=str(tmp_path))
    monkeypatch.setitem(app.extensions, "settings", settings)
    settle_person(world)
    run("erase", "--community", "柳岸社区", "--phone", PHONE, "--reason", "本人要求", status=1)
    assert left_of(*WORDS)
    assert db.session.scalars(db.select(DataRequest)).all() == []


def test_only_the_secretary_may(world: World) -> None:
    community = db.session.get_one(Community, world.community)
    for who in ("staff", "system_admin", "unit_admin", "grid_worker"):
        with pytest.raises(DomainError):
            service.search_person(world.actor(who), community, person_terms.collect_person_terms(community, name=NAME))


def _rows(table: Any) -> list[dict[str, Any]]:
    return [dict(row) for row in db.session.execute(db.select(table)).mappings()]


def _restore(before: dict[str, list[dict[str, Any]]]) -> None:
    """The rows as they were: what a backup of that day gives back."""
    db.session.rollback()
    db.session.expunge_all()
    for table in reversed(db.metadata.sorted_tables):
        db.session.execute(table.delete())
    for table in db.metadata.sorted_tables:
        if before[table.name]:
            db.session.execute(table.insert(), before[table.name])
    db.session.commit()
