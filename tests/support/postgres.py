"""A PostgreSQL of the tests' own: started by the first test that needs one, stopped when the run ends.

It listens on a socket in its own folder only, and does not care for the disk (fsync off).
"""

import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path

import psycopg
import pytest

from tests.support.once import alone, shared_folder

ACCOUNT = "postgres"
INITDB = ("--username", ACCOUNT, "--auth", "trust", "--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync")
NOTE = "postgres-folder"
OPTIONS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "shared_buffers": "64MB",
    "max_connections": "60",
}


class Cluster:
    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def url(self, database: str) -> str:
        return f"postgresql://{ACCOUNT}@/{database}?host={self.folder}"

    def execute(self, *statements: str) -> None:
        """Run statements that stand outside any transaction, as CREATE DATABASE must."""
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement.encode())

    def clone(self, template: str, database: str) -> None:
        self.execute(
            f"DROP DATABASE IF EXISTS {database} WITH (FORCE)",
            f"CREATE DATABASE {database} TEMPLATE {template} STRATEGY FILE_COPY",
        )


def cluster(config: pytest.Config) -> Cluster:
    """The run's one PostgreSQL."""
    shared = shared_folder(config)
    with alone(shared, "postgres"):
        note = shared / NOTE
        if not note.exists():
            note.write_text(str(_start()))
        return Cluster(Path(note.read_text()))


def stop(config: pytest.Config) -> None:
    note = shared_folder(config) / NOTE
    if note.exists():
        folder = Path(note.read_text())
        _run("pg_ctl", "stop", "--pgdata", f"{folder}/data", "--mode", "immediate", "--silent")
        shutil.rmtree(folder)
        note.unlink()


def _start() -> Path:
    # Not in pytest's folder: the path of a socket is limited to 107 bytes, and the server's account may not go there.
    folder = Path(tempfile.mkdtemp(prefix="partner-hub-postgres-"))
    if os.geteuid() == 0:
        account = pwd.getpwnam(ACCOUNT)
        os.chown(folder, account.pw_uid, account.pw_gid)
    data = f"{folder}/data"
    _run(
        "initdb",
        "--pgdata",
        data,
        "--username",
        ACCOUNT,
        "--auth",
        "trust",
        "--encoding",
        "UTF8",
        "--locale",
        "C.UTF-8",
        "--no-sync",
    )
    options = {**OPTIONS, "unix_socket_directories": str(folder)}
    with Path(f"{data}/postgresql.conf").open("a") as file:
        file.writelines(f"{name} = '{value}'\n" for name, value in options.items())
    _run("pg_ctl", "start", "--pgdata", data, "--wait", "--silent", "--log", f"{folder}/log")
    return folder


def _run(program: str, *arguments: str) -> None:
    """Run one of PostgreSQL's programs; as the server's account when we are root, for it refuses to serve root."""
    command = [_path(program), *arguments]
    if os.geteuid() == 0:
        command = ["runuser", "-u", ACCOUNT, "--", *command]
    # The server inherits what pg_ctl has open: a pipe here would never end.
    with tempfile.TemporaryFile() as output:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, cwd="/", check=False)  # noqa: S603 - our own words
        output.seek(0)
        assert done.returncode == 0, f"{program} failed:\n{output.read().decode()}"


def _path(program: str) -> str:
    """Debian keeps the server's programs out of PATH, in a folder for each version."""
    debian = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{program}"), key=lambda path: int(path.parts[-3]))
    found = str(debian[-1]) if debian else shutil.which(program)
    assert found, f"{program} is missing: make test installs PostgreSQL"
    return found
