"""How long large workbooks take through the pages, how much memory, and how long other writers wait meanwhile.

    .venv/bin/python -m benchmarks.imports [KIND:ROWS ...]

An empty community; units:1000, offerings:5000 and needs:5000 unless others are given, each in a database and a process
of its own (offerings and needs name 200 units that are there). One process, SQLite in a temporary folder: upload,
preview, all proposals accepted, confirmed. Beside it another process writes every 20 ms; its longest wait is printed.
Nothing is used but commands and pages, so that it runs in an older checkout, too.
"""

import io
import multiprocessing
import re
import resource
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from openpyxl import Workbook

from partner_hub import create_app
from partner_hub.settings import Settings

USUAL = ("units:1000", "offerings:5000", "needs:5000")
KNOWN_UNITS = 200
PASSWORD = "correct horse battery staple"  # noqa: S105 - of a database that lives a minute
PLACES = [
    "望屏",
    "鼓峰",
    "桂枝",
    "海榕",
    "清泉",
    "松涛",
    "云岭",
    "石桥",
    "金沙",
    "南湖",
    "北苑",
    "东河",
    "西山",
    "听橹",
    "竹溪",
]
SIGNS = [
    "安康",
    "宁远",
    "泰和",
    "祥云",
    "瑞丰",
    "福临",
    "嘉禾",
    "晨曦",
    "星河",
    "华盛",
    "明德",
    "恒信",
    "博雅",
    "同乐",
    "启智",
    "和顺",
    "百草",
    "千寻",
]
TRADES = ["大药房", "幼儿园", "律师事务所", "餐饮有限公司", "物业服务有限公司", "小学", "养老服务中心", "口腔门诊部"]
THINGS = ["义诊", "法律咨询", "理发", "家电维修", "书画课", "防诈骗讲座", "助餐", "心理疏导", "健身指导", "亲子阅读"]
HEADINGS = {
    "units": ("单位名称", "单位类别", "地址", "联络员", "联系电话", "加入时间"),
    "offerings": ("单位名称", "资源名称", "类别", "内容", "服务对象", "有效期"),
    "needs": ("需求名称", "类别", "需求内容", "需求来源", "受益人数", "提出时间"),
}


def main() -> None:
    for task in sys.argv[1:] or USUAL:
        kind, _, rows = task.partition(":")
        process = multiprocessing.Process(target=measure, args=(kind, int(rows)))
        process.start()
        process.join()


def measure(kind: str, rows: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "hub.sqlite3"
        client = community_and_clerk(f"sqlite:///{file}")
        if kind != "units":
            bring_in(client, "units", KNOWN_UNITS)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        wait = multiprocessing.Value("d", 0.0)
        writer = multiprocessing.Process(target=write_beside, args=(file, wait), daemon=True)
        writer.start()
        parts = bring_in(client, kind, rows)
        writer.terminate()
        more = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
        steps = ", ".join(f"{step} {seconds:.2f} s" for step, seconds in parts)
        print(f"{rows} {kind}: {steps}; {more:.0f} MB more; others waited up to {wait.value:.2f} s", flush=True)  # noqa: T201


def community_and_clerk(url: str) -> FlaskClient:
    app = create_app(Settings(secret_key="b" * 40, database_url=url))
    app.config["WTF_CSRF_ENABLED"] = False
    run(app, "db", "upgrade")
    run(app, "hub", "create-community", "桂枝里社区", "--district", "鼓峰区", "--households", "2844")
    whose = ("--community", "桂枝里社区", "--role", "staff", "--password", PASSWORD)
    run(app, "hub", "create-user", "--name", "林夏", "--email", "clerk@example.org", *whose)
    client = app.test_client()
    client.post("/sign-in", data={"name": "clerk@example.org", "password": PASSWORD})
    return client


def run(app: Flask, *words: str) -> None:
    result = app.test_cli_runner().invoke(args=words)
    if result.exit_code:
        raise SystemExit(result.output)


def bring_in(client: FlaskClient, kind: str, rows: int) -> list[tuple[str, float]]:
    """Upload, preview, accept, confirm; what each took."""
    file = (io.BytesIO(workbook(kind, rows)), f"{kind}.xlsx")
    steps = []
    page = timed(steps, "upload", lambda: client.post("/c/1/imports/", data={"kind": kind, "file": file}))
    url = page.headers["Location"]
    timed(steps, "preview", lambda: client.get(url))
    timed(steps, "accept", lambda: client.post(url, data={"go": "accept"}))
    shown = client.get(url).text
    version = re.search(r'name="version"[^>]*value="([^"]*)"', shown)
    if version is None:
        raise SystemExit(shown)
    answer = timed(steps, "confirm", lambda: client.post(url, data={"go": "confirm", "version": version[1]}))
    if answer.status_code != 302:  # noqa: PLR2004 - anything else is a refusal
        raise SystemExit(re.sub(r"\s+", " ", re.sub("<[^>]*>", " ", answer.text))[:2000])
    return steps


def timed(steps: list[tuple[str, float]], name: str, request: Any) -> Any:
    start = time.perf_counter()
    answer = request()
    steps.append((name, time.perf_counter() - start))
    return answer


def workbook(kind: str, rows: int) -> bytes:
    book, kept = Workbook(write_only=True), io.BytesIO()
    sheet = book.create_sheet("Sheet1")
    sheet.append(HEADINGS[kind])
    for row in ROWS_OF_KIND[kind](rows):
        sheet.append(row)
    book.save(kept)
    return kept.getvalue()


def unit_name(number: int) -> str:
    place, rest = PLACES[number % len(PLACES)], number // len(PLACES)
    return f"海榕市{place}{SIGNS[rest % len(SIGNS)]}{TRADES[rest // len(SIGNS) % len(TRADES)]}"


def units(number: int) -> Iterable[Sequence[object]]:
    for each in range(number):
        yield unit_name(each), "两新组织", f"桂枝路{each + 1}号", "林夏", f"1390000{each:04}", "2024年3月"


def offerings(number: int) -> Iterable[Sequence[object]]:
    for each in range(number):
        thing = THINGS[each % len(THINGS)]
        yield (
            unit_name(each % KNOWN_UNITS),
            f"{thing}第{each}期",
            "便民服务",
            f"每月为居民{thing}一次",
            "老年人",
            "长期",
        )


def needs(number: int) -> Iterable[Sequence[object]]:
    for each in range(number):
        thing, house = THINGS[each % len(THINGS)], each // 7 + 1
        yield (
            f"{house}号楼需要{thing}{each}",
            "便民服务",
            f"{house}号楼的老人希望有{thing}",
            "居民议事会",
            30,
            "2026年9月1日",
        )


def write_beside(file: Path, wait: Any) -> None:
    """Another writer: a transaction every 20 ms; `wait` holds the longest time it took."""
    connection = sqlite3.connect(file, timeout=600, isolation_level=None)
    while True:
        start = time.perf_counter()
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE community SET city = city")
        connection.execute("COMMIT")
        wait.value = max(wait.value, time.perf_counter() - start)
        time.sleep(0.02)


ROWS_OF_KIND = {"units": units, "offerings": offerings, "needs": needs}

if __name__ == "__main__":
    main()
