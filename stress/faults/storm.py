"""Two hundred uploads while workers and the database are killed, in one house or the other."""

import random
import threading
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from caseclock.api.store.database import Database
from stress.faults.checks import check_end
from stress.faults.houses import House, kill
from stress.faults.papers import Sending
from stress.faults.report import Report
from stress.faults.sending import Client, Gate
from stress.faults.undisturbed import Expected
from stress.waiting import Late, until

_AT_WORK = text("select id, worker_id from procrastinate_jobs where status = 'doing'")
_JOBS = text("select task_name, status, count(*) from procrastinate_jobs group by 1, 2 order by 1, 2")
_LONGEST_LULL = 25.0  # seconds in which something must be at work; else the blow falls all the same
_LATEST = 1.2  # seconds after work was seen at which a blow falls at the latest
_SETTLE = 240.0  # seconds for everything that is left, when all blows have fallen


@dataclass(slots=True)
class Blows:
    """What was killed, and how often something was being done at that moment."""

    workers: int
    databases: int
    struck: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)


def storm(
    report: Report, house: House, sendings: Sequence[Sending], wanted: Sequence[Expected], blows: Blows, seed: int
) -> None:
    """Send everything while the blows fall, then look at what came of it."""
    dice = random.Random(seed)
    client = Client(house.service, len(wanted))
    gate = Gate(len(sendings), blows.workers + blows.databases)
    striking = threading.Thread(target=_strike, args=(report, house, blows, gate, random.Random(seed + 1)), daemon=True)
    striking.start()
    client.send(sendings, dice, gate)
    striking.join()
    struck = blows.struck
    all_fell = struck["worker"] == blows.workers and struck["database"] == blows.databases and not blows.faults
    told = f"{struck['worker']} workers, {struck['database']} databases; {struck['at work']} while jobs were under way"
    report.check("every blow fell", all_fell, "; ".join([told, *blows.faults]))
    check_end(report, client, house.database, wanted, _SETTLE)


def _strike(report: Report, house: House, blows: Blows, gate: Gate, dice: random.Random) -> None:
    targets = ["worker"] * blows.workers + ["database"] * blows.databases
    dice.shuffle(targets)
    before: set[tuple[int, int]] = set()
    try:
        for number, target in enumerate(targets, 1):
            gate.step()
            _wait_for_work(report, house, before)
            time.sleep(dice.uniform(0.0, _LATEST))
            now = _at_work(house.database)
            blows.struck["at work"] += bool(now - before)
            before |= now
            _fall(house, target, dice)
            blows.struck[target] += 1
            report.say(f"blow {number} of {len(targets)}: a {target} was killed")
    except (Late, OSError) as error:
        blows.faults.append(f"{type(error).__name__}: {error}")
    finally:
        gate.open()


def _fall(house: House, target: str, dice: random.Random) -> None:
    if target == "database":
        house.kill_database()
        return

    def struck() -> bool:
        workers = sorted(house.workers())
        return bool(workers) and kill(dice.choice(workers))

    until(struck, "a worker to kill", 60)


def _wait_for_work(report: Report, house: House, before: set[tuple[int, int]]) -> None:
    """Until a job is begun that was not under way at an earlier blow: what a killed worker did looks so for a while."""
    try:
        until(lambda: _at_work(house.database) - before, "work", _LONGEST_LULL, 0.05)
    except Late:
        with house.database.engine.connect() as connection:
            jobs = connection.execute(_JOBS).all()
        told = ", ".join(f"{count} {name} {status}" for name, status, count in jobs)
        report.say(f"nothing was begun for {_LONGEST_LULL:g} s; {len(house.workers())} workers; {told or 'no jobs'}")


def _at_work(database: Database) -> set[tuple[int, int]]:
    """The jobs that are being done, each with its worker. None while the database is away."""
    try:
        with database.engine.connect() as connection:
            return {(int(job), int(worker or 0)) for job, worker in connection.execute(_AT_WORK)}
    except SQLAlchemyError:
        return set()
