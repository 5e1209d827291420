"""Two services started on one data folder."""

import random
import subprocess
import sys
from pathlib import Path

from caseclock.api.postmaster import postmaster_of
from stress.faults.houses import embedded_house
from stress.faults.papers import Sending, case_papers
from stress.faults.report import Report
from stress.faults.sending import Client


def two_services(report: Report, folder: Path) -> None:
    """The second says who has the folder and ends; the first notices nothing."""
    sendings = [Sending(0, name, data, f"two-{at}") for at, (name, data) in enumerate(case_papers(2, 4))]
    with embedded_house(folder) as house:
        service = house.service
        client = Client(service, 1)
        client.upload(sendings[0]).raise_for_status()
        command = [sys.executable, "-m", "caseclock.api.cli", "serve", "--port", "0"]
        second = subprocess.run(
            command, env=service.environment, capture_output=True, text=True, timeout=120, stdin=subprocess.DEVNULL
        )
        assert service.process is not None
        lines = second.stderr.strip().splitlines()
        report.check("the second ends with status 2", second.returncode == 2, f"status {second.returncode}")
        clear = len(lines) == 1 and f"process {service.process.pid}" in lines[0] and "CASECLOCK_DATA" in lines[0]
        report.check("in one line that names the first and what to do", clear, second.stderr.strip())
        client.send(sendings[1:], random.Random(0))
        ends = client.wait_for_jobs(120)
        undisturbed = service.process.poll() is None and set(ends) == {"done"} and not client.sent.faults
        report.check("the first goes on undisturbed", undisturbed, f"{ends} {client.sent.faults or ''}")
        first = service.process
    left = postmaster_of(service.data / "postgres")
    report.check("told to stop, it ends with status 0", first.returncode == 0, f"status {first.returncode}")
    report.check("and its database with it", left is None, f"process {left} runs on" if left else "")
