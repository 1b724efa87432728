"""How long the quarter's plan and the pages of suggestions take in a small and in a very large community.

    .venv/bin/python -m benchmarks.plan [NEEDS OFFERINGS]

One process, SQLite in a temporary folder, no network; time by the clock, and that of the processor, which says more
on a machine that others use, too. Without numbers: 60 needs and 250 offerings, then 2,000 needs and
16,000 offerings. The words are put together by chance from a fixed seed; the plan is the one of `flask hub plan`, from
the first statement to the explained lines. The pages are those of one need and of one offering, for the committee.
"""

import random
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import upgrade
from sqlalchemy import event, insert
from sqlalchemy.engine import Engine

from partner_hub import create_app
from partner_hub.accounts import passwords
from partner_hub.accounts.models import RoleGrant, User
from partner_hub.communities.models import Category, Community
from partner_hub.communities.word_lists import AUDIENCES, CATEGORIES, URGENCIES
from partner_hub.core import clock
from partner_hub.core.db import db
from partner_hub.core.permissions import Role
from partner_hub.matching.planning import proposal
from partner_hub.needs.models import Need
from partner_hub.offerings.models import Offering
from partner_hub.partners.models import Partnership, PartnerUnit
from partner_hub.settings import Settings
from partner_hub.vocabulary.need import NeedState
from partner_hub.vocabulary.offering import OfferingState

ROOT = Path(__file__).parents[1]
HELP = (
    *("陪诊", "上门理发", "量血压", "换尿管", "法律咨询", "写遗嘱", "作业辅导", "心理疏导", "修家电", "修水管"),
    *("教手机", "防诈骗讲座", "义诊", "康复训练", "送餐", "打扫卫生", "消防演练", "换灯泡", "磨刀", "合唱团"),
    *("书法班", "羽毛球场", "会议室", "停车位", "招聘会", "技能培训", "亲子阅读", "托管班", "助残器具", "调解邻里"),
    *("垃圾分类", "绿植养护", "理财讲座", "税费咨询", "社保卡激活", "老人洗澡", "夜间巡逻", "电梯维护", "旧衣回收"),
)
PLACES = ("新村", "大院", "小区", "花园", "里弄", "老街")
TIMES = ("每周三下午", "周末上午", "工作日晚上", "每月第一个周六", "暑假期间", "随叫随到")
RUNS = 15
PASSWORD = "spring-river-42"  # noqa: S105 - for a database that lives a minute


def main() -> None:
    sizes = [(int(sys.argv[1]), int(sys.argv[2]))] if len(sys.argv) > 2 else [(60, 250), (2000, 16000)]  # noqa: PLR2004
    for needs, offerings in sizes:
        with tempfile.TemporaryDirectory() as folder:
            app = build_application(Path(folder) / "hub.sqlite3", needs, offerings)
            print(f"{needs} needs x {offerings} offerings")  # noqa: T201
            measure_plan(app)
            measure_pages(app)
    print(f"most memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")  # noqa: T201


def measure_plan(app: Flask) -> None:
    for word in ("cold", "warm"):
        with app.app_context():
            community = db.session.get_one(Community, 1)
            quarter = clock.quarter_of(clock.local_today())
            start, worked = time.perf_counter(), time.process_time()
            made = proposal.propose_assignment(community, quarter, clock.local_today())
            seconds, worked = time.perf_counter() - start, time.process_time() - worked
        all_needs = len(made.lines) + len(made.unserved)
        print(  # noqa: T201
            f"  plan, {word}: {seconds:6.2f} s ({worked:.2f} s of processor); {len(made.lines)} of {all_needs} needs "
            f"served (most {made.most}), objective {made.objective}, bound {made.bound}"
        )


def measure_pages(app: Flask) -> None:
    client = app.test_client()
    client.post("/sign-in", data={"name": "staff@example.org", "password": PASSWORD})
    for url in ("/c/1/needs/1/suggestions", "/c/1/needs/2", "/c/1/offerings/1/suggestions"):
        measure_page(client, url)


def measure_page(client: FlaskClient, url: str) -> None:
    statements, seconds = 0, []
    assert client.get(url).status_code == 200  # noqa: PLR2004, S101

    def count(*_: object) -> None:
        nonlocal statements
        statements += 1

    event.listen(Engine, "before_cursor_execute", count)
    for _ in range(RUNS):
        start, worked = time.perf_counter(), time.process_time()
        client.get(url)
        seconds.append((time.perf_counter() - start, time.process_time() - worked))
    event.remove(Engine, "before_cursor_execute", count)
    clock_time, work = (1000 * statistics.median(each) for each in zip(*seconds, strict=True))
    print(f"  {url:30} {clock_time:7.1f} ms ({work:.1f} of processor) {statements // RUNS:4} statements")  # noqa: T201


def build_application(file: Path, needs: int, offerings: int) -> Flask:
    app = create_app(Settings(secret_key="b" * 40, database_url=f"sqlite:///{file}"))
    app.config["WTF_CSRF_ENABLED"] = False
    with app.app_context():
        upgrade(directory=str(ROOT / "migrations"))
        community = Community(name="大社区", district="鼓东区", households=3000)
        community.categories = [Category(name=word, position=place) for place, word in enumerate(CATEGORIES)]
        units = max(offerings // 6, 1)
        db.session.add(community)
        db.session.flush()
        db.session.add_all(
            Partnership(community_id=community.id, unit=PartnerUnit(name=f"第{each}服务站")) for each in range(units)
        )
        user = User(name="丁一鸣", email="staff@example.org", password_hash=passwords.hash_password(PASSWORD))
        user.grants = [RoleGrant(role=Role.STAFF, community_id=community.id)]
        db.session.add(user)
        db.session.flush()
        draw = random.Random(7)  # noqa: S311 - the same words every time
        insert_rows(Offering, offerings, lambda: offering_by_chance(draw, units))
        insert_rows(Need, needs, lambda: need_by_chance(draw))
        db.session.commit()
    return app


def insert_rows(kind: type[Any], number: int, row: Callable[[], dict[str, Any]]) -> None:
    """As if they had been entered long ago."""
    long_ago = clock.utc_now() - timedelta(days=30)
    dated = {"created_at": long_ago, "updated_at": long_ago, "community_id": 1}
    db.session.execute(insert(kind), [row() | dated for _ in range(number)])


def offering_by_chance(draw: random.Random, units: int) -> dict[str, Any]:
    first, second = draw.sample(HELP, 2)
    audience, category = draw.choice(AUDIENCES), draw.randrange(len(CATEGORIES)) + 1
    return {
        "partnership_id": draw.randrange(units) + 1,
        "state": OfferingState.LISTED,
        "name": f"{audience}{first}",
        "content": f"{draw.choice(TIMES)}为{audience}提供{first}，也可以{second}，请预约，{draw.randrange(90)}人以内。",
        "category_id": category,
        "audience": audience,
        "audiences": [audience],
        "available_time": draw.choice(TIMES),
        "capacity_number": draw.choice([None, 1, 2, 3, 12]),
        "capacity_unit": "场",
        "valid_to": draw.choice([None, date(2099, 12, 31)]),
        "source": {},
    }


def need_by_chance(draw: random.Random) -> dict[str, Any]:
    first, place = draw.choice(HELP), draw.choice(PLACES)
    audience = draw.choice(AUDIENCES)
    year, quarter = clock.quarter_of(clock.local_today())
    words = f"{place}里的{audience}想要{first}，{draw.choice(TIMES)}方便，已经等了{draw.randrange(2, 30)}天。"
    return {
        "state": NeedState.PUBLISHED,
        "year": year,
        "quarter": quarter,
        "name": f"{place}要{first}",
        "content": words,
        "public_name": f"{place}要{first}",
        "public_text": words,
        "category_id": draw.randrange(len(CATEGORIES)) + 1,
        "beneficiaries": audience,
        "audiences": [audience],
        "beneficiary_count": draw.choice([None, 1, 5, 30, 200]),
        "beneficiary_unit": draw.choice(["人", "户"]),
        "urgency": draw.choice(URGENCIES),
        "source": {},
    }


if __name__ == "__main__":
    main()
