"""Two hundred uploads while workers and the database are killed, in one house or the other."""

import random
import threading
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

_AT_WORK = text("select count(*) from procrastinate_jobs where status = 'doing'")
_LONGEST_LULL = 10.0  # seconds in which something must be at work; else the blow falls all the same
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
    try:
        for number, target in enumerate(targets, 1):
            gate.step()
            _wait_for_work(house.database)
            threading.Event().wait(dice.uniform(0.0, _LATEST))
            blows.struck["at work"] += _at_work(house.database)
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
    until(lambda: any(kill(pid) for pid in dice.sample(sorted(house.workers()), 1)) if house.workers() else False,
          "a worker to kill", 60)  # fmt: skip


def _wait_for_work(database: Database) -> None:
    try:
        until(lambda: _at_work(database), "work", _LONGEST_LULL, 0.05)
    except Late:
        return


def _at_work(database: Database) -> bool:
    """Is a job being done? False also while the database is away."""
    try:
        with database.engine.connect() as connection:
            return bool(connection.execute(_AT_WORK).scalar_one())
    except SQLAlchemyError:
        return False
