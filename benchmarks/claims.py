"""1,000 people press the button at the same moment: python -m benchmarks.claims [sqlite|postgresql] [people].

Each is signed in with a session of their own and sends one claim over the loopback to gunicorn, started as `make run`
starts it. Two races: everybody claims the same need with the same offering; and everybody wants the last place of one
offering, half of them as its unit for different needs, half as the committee that asks the unit. Printed are what came
back (one winner, everybody else a sentence that says who was faster), how many live matches there are, and the times.
Exit status 1 when anything else came back.
"""

import contextvars
import http.client
import os
import re
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from flask import Flask
from flask_migrate import upgrade
from flask_wtf.csrf import generate_csrf
from sqlalchemy import func

from partner_hub import create_app
from partner_hub.accounts.models import RoleGrant, User
from partner_hub.accounts.sign_ins import begin_sign_in
from partner_hub.communities.models import Community
from partner_hub.core.db import db
from partner_hub.core.permissions import Role
from partner_hub.matching.models import Match, MatchPartner
from partner_hub.needs.models import Need
from partner_hub.offerings.models import Offering
from partner_hub.partners.models import Partnership, PartnerUnit
from partner_hub.settings import Settings
from partner_hub.vocabulary.match import LIVE_MATCH_STATES
from partner_hub.vocabulary.need import NeedState
from partner_hub.vocabulary.offering import OfferingState

ROOT = Path(__file__).parents[1]
KEY = "benchmark, " * 4
SENTENCES = (
    re.compile(r"江州市第二医院 took the last place of “[^”]+” at \d\d:\d\d for “[^”]+”\. Free places: 0人\."),
    re.compile(r"江州市第二医院 took “[^”]+” with “[^”]+” at \d\d:\d\d already\. Free places: 0人\."),
)
PATIENCE = 300


@dataclass
class Stage:
    """Ids of what was settled; `cookies` are those of the people, `tokens` their forms'."""

    community: int = 0
    unit: int = 0
    pair_offering: int = 0
    last_offering: int = 0
    pair_need: int = 0
    needs: list[int] = field(default_factory=list)
    cookies: dict[str, list[tuple[str, str]]] = field(default_factory=dict)


@dataclass
class Answer:
    status: int
    seconds: float
    text: str


def main() -> None:
    kind = sys.argv[1] if len(sys.argv) > 1 else "sqlite"
    people = int(sys.argv[2]) if len(sys.argv) > 2 else 1000  # noqa: PLR2004 - the second argument
    with database(kind) as url:
        os.environ.update(PARTNER_HUB_SECRET_KEY=KEY, PARTNER_HUB_DATABASE_URL=url)
        app = create_app(Settings(secret_key=KEY, database_url=url))
        with app.app_context():
            upgrade(directory=str(ROOT / "migrations"))
            stage = settle(app, people)
            db.session.remove()
            db.engine.dispose()
        with server() as port:
            good = [race_for_a_pair(app, stage, port, kind), race_for_the_last_place(app, stage, port, kind)]
    sys.exit(0 if all(good) else 1)


def race_for_a_pair(app: Flask, stage: Stage, port: int, kind: str) -> bool:
    path = f"/c/{stage.community}/matches/needs/{stage.pair_need}/claim"
    body = {"offering": stage.pair_offering, "quantity": 1, "promise": "每周三下午上门"}
    wishes = [(path, body, cookie) for cookie in [*stage.cookies["unit"], *stage.cookies["unit_too"]]]
    return tell(app, f"{kind}: one need and one offering", press(port, wishes), stage.pair_offering)


def race_for_the_last_place(app: Flask, stage: Stage, port: int, kind: str) -> bool:
    body = {"offering": stage.last_offering, "quantity": 1, "promise": "每周三下午上门"}
    wishes = []
    for number, need in enumerate(stage.needs):
        way, who = ("claim", "unit") if number % 2 else ("dispatch", "staff")
        path = f"/c/{stage.community}/matches/needs/{need}/{way}"
        wishes.append((path, body, stage.cookies[who][number // 2]))
    return tell(app, f"{kind}: the last place of one offering", press(port, wishes), stage.last_offering)


def press(port: int, wishes: list[tuple[str, dict[str, object], tuple[str, str]]]) -> list[Answer]:
    """Everybody has a connection already when the signal is given."""
    answers: list[Answer] = []
    start = threading.Barrier(len(wishes))

    def send(path: str, body: dict[str, object], cookie: str, token: str) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
        try:
            connection.connect()
            start.wait()
            begin = time.perf_counter()
            connection.request("POST", path, urlencode({**body, "csrf_token": token}), headers)
            response = connection.getresponse()
            text = response.read().decode()
            answers.append(Answer(response.status, time.perf_counter() - begin, text))
        except OSError as error:
            answers.append(Answer(0, 0, repr(error)))
        finally:
            connection.close()

    threads = [threading.Thread(target=send, args=(path, body, *cookie)) for path, body, cookie in wishes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def tell(app: Flask, title: str, answers: list[Answer], offering_id: int) -> bool:
    outcomes = Counter(outcome(answer) for answer in answers)
    seconds = sorted(answer.seconds for answer in answers)
    with app.app_context():
        live = db.session.scalar(
            db.select(func.count(MatchPartner.id))
            .join(Match, Match.id == MatchPartner.match_id)
            .where(MatchPartner.offering_id == offering_id, Match.state.in_(LIVE_MATCH_STATES))
        )
        db.session.remove()
        db.engine.dispose()
    good = live == 1 and outcomes == {"won": 1, "told who was faster": len(answers) - 1}
    say(f"{title}: {len(answers)} people, {live} live match, {dict(outcomes)}{'' if good else '  <- WRONG'}")
    say(
        f"  seconds: half {statistics.median(seconds):.1f}, 95 % {seconds[int(len(seconds) * 0.95)]:.1f}, "
        f"last {seconds[-1]:.1f}; {len(answers) / seconds[-1]:.0f} a second"
    )
    return good


def outcome(answer: Answer) -> str:
    if answer.status == 302:  # noqa: PLR2004 - led to the new match
        return "won"
    if answer.status == 422 and any(sentence.search(answer.text) for sentence in SENTENCES):  # noqa: PLR2004 - refused
        return "told who was faster"
    main = re.search(r"(?s)<main.*?</main>", answer.text)
    words = " ".join(re.sub(r"<[^>]+>", " ", main[0] if main else answer.text).split())
    return f"{answer.status}: {words[:200]}"


def settle(app: Flask, people: int) -> Stage:
    """A community with two offerings of one place each, and as many people and needs as are wanted."""
    stage = Stage()
    community = Community(name="柳岸社区", district="鼓东区", party_committee="中共柳岸社区委员会")
    unit = Partnership(community=community, unit=PartnerUnit(name="江州市第二医院"))
    db.session.add_all([community, unit])
    db.session.flush()
    stage.community, stage.unit = community.id, unit.id
    place = {"community_id": community.id, "partnership_id": unit.id, "state": OfferingState.LISTED}
    offerings = [
        Offering(name=name, capacity_number=1, capacity_unit="人", capacity="1人", **place) for name in ("陪诊", "理发")
    ]
    listed = {"community_id": community.id, "state": NeedState.PUBLISHED, "year": 2026, "quarter": 4}
    needs = [Need(name="要人陪诊", public_name="独居老人要人陪诊", **listed) for _each in range(people + 1)]
    db.session.add_all([*offerings, *needs])
    db.session.flush()
    stage.pair_offering, stage.last_offering = (offering.id for offering in offerings)
    stage.pair_need, stage.needs = needs[0].id, [need.id for need in needs[1:]]
    half = -(-people // 2)
    for who, role, target in (
        ("unit", Role.UNIT_MEMBER, unit.id),
        ("unit_too", Role.UNIT_MEMBER, unit.id),
        ("staff", Role.STAFF, None),
    ):
        users = [User(name=f"{who}{number}", email=f"{who}{number}@example.org") for number in range(half)]
        for user in users:
            user.grants = [RoleGrant(role=role, community_id=community.id, partnership_id=target)]
        db.session.add_all(users)
        db.session.flush()
        # Each in an empty context, for a token of its own.
        stage.cookies[who] = [contextvars.Context().run(sign_in, app, begin_sign_in(user)) for user in users]
    db.session.commit()
    stage.cookies["unit_too"] = stage.cookies["unit_too"][: people - half]
    return stage


def sign_in(app: Flask, secret: str) -> tuple[str, str]:
    """The cookie of a session of this person, and the token of its forms."""
    with app.test_request_context():
        from flask import session  # noqa: PLC0415 - the one of this request

        token = generate_csrf()
        values = dict(session) | {"_user_id": secret, "_fresh": True, "language": "en", "seen": int(time.time())}
        serializer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
        return f"{app.config['SESSION_COOKIE_NAME']}={serializer.dumps(values)}", token


@contextmanager
def server() -> Iterator[int]:
    """As the Makefile starts it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = re.search(r"gunicorn --bind \S+ (.*) wsgi:app", (ROOT / "Makefile").read_text())
    assert words  # noqa: S101 - the Makefile says how it is served
    command = [sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}", *words[1].split(), "wsgi:app"]
    with tempfile.TemporaryFile("w+") as log:
        process = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log)  # noqa: S603 - our own words
        try:
            wait_for(port)
            yield port
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=60)
            log.seek(0)
            faults = re.findall(r"(?m)^(?:\S+Error|\S+Exception)\b.*$", log.read())
            if faults:
                say(f"  the server's log: {Counter(faults).most_common(5)}")


def wait_for(port: int) -> None:
    for _attempt in range(100):
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/sign-in")
            if connection.getresponse().status == 200:  # noqa: PLR2004 - it is there
                return
        except OSError:
            time.sleep(0.2)
    raise SystemExit("gunicorn does not answer")


@contextmanager
def database(kind: str) -> Iterator[str]:
    with tempfile.TemporaryDirectory(prefix="partner-hub-claims-") as name:
        folder = Path(name)
        if kind == "sqlite":
            yield f"sqlite:///{folder / 'hub.sqlite3'}"
            return
        programs = max(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
        as_server = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        if as_server:
            shutil.chown(folder, "postgres", "postgres")
        data = str(folder / "data")
        run = [*as_server, str(programs / "initdb"), "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8"]
        subprocess.run([*run, "--no-sync"], check=True, cwd="/", stdout=subprocess.DEVNULL)  # noqa: S603 - our own words
        # With the settings of a fresh installation: its 100 connections, and every commit on the disk.
        options = f"-c listen_addresses= -c unix_socket_directories={folder}"
        control = [*as_server, str(programs / "pg_ctl"), "-D", data]
        start = [*control, "-w", "-s", "-o", options, "-l", str(folder / "log"), "start"]
        subprocess.run(start, check=True, cwd="/", stdout=subprocess.DEVNULL)  # noqa: S603 - the same
        try:
            yield f"postgresql://postgres@/postgres?host={folder}"
        finally:
            subprocess.run([*control, "-s", "-m", "immediate", "stop"], check=True, cwd="/")  # noqa: S603 - the same


def say(words: str) -> None:
    sys.stdout.write(words + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
