"""The processes of a PostgreSQL server, found by the folder that they work in."""

import os
import signal
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psutil

_END_SECONDS = 5.0


def postmaster_of(folder: Path) -> int | None:
    """The process id of the server that runs in the folder; None if none does, whatever postmaster.pid says.

    The number in the file alone says little: after a crash it may be that of another program, or of a dead process
    that nobody has collected.
    """
    pid = _first_number(folder / "postmaster.pid")
    try:
        process = psutil.Process(pid) if pid is not None else None
        return pid if process is not None and _works_in(process, folder) else None
    except psutil.NoSuchProcess:
        return None
    except psutil.AccessDenied:  # where it works is hidden from us: rather too careful than two servers on one folder
        return pid


def end_orphans(folder: Path) -> int:
    """Ends what a killed server left behind, which keeps a new one from starting. How many processes there were.

    To be called only while no server runs in the folder.
    """
    orphans = list(_processes(folder))
    for sign in (signal.SIGTERM, signal.SIGQUIT, signal.SIGKILL):
        for orphan in orphans:
            with suppress(psutil.NoSuchProcess):
                orphan.send_signal(sign)
        if not psutil.wait_procs(orphans, timeout=_END_SECONDS)[1]:
            break
    return len(orphans)


def remove_stale(folder: Path, socket: Path) -> None:
    """Removes the lock files of a server that is gone, where PostgreSQL would take their number for a living one.

    To be called only while no process of a server is in the folder.
    """
    for path in (folder / "postmaster.pid", socket.with_name(socket.name + ".lock")):
        pid = _first_number(path)
        if pid is not None and psutil.pid_exists(pid):
            path.unlink(missing_ok=True)


def _processes(folder: Path) -> Iterator[psutil.Process]:
    for process in psutil.process_iter():
        with suppress(psutil.Error):
            if _works_in(process, folder):
                yield process


def _works_in(process: psutil.Process, folder: Path) -> bool:
    if process.name() != "postgres" or process.status() == psutil.STATUS_ZOMBIE:
        return False
    with suppress(FileNotFoundError):
        return os.path.samefile(process.cwd(), folder)
    return False


def _first_number(path: Path) -> int | None:
    try:
        first = path.read_text(encoding="ascii", errors="replace").partition("\n")[0].strip()
    except (FileNotFoundError, NotADirectoryError):
        return None
    return int(first) if first.isdecimal() and int(first) > 0 else None
