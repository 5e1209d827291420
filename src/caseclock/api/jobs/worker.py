"""A worker: takes jobs from the queue, one at a time, says that it lives, and sweeps."""

import asyncio
import contextlib
import logging

import procrastinate
from procrastinate.jobs import Job
from procrastinate.retry import BaseRetryStrategy, RetryDecision

from caseclock.api.jobs.assessing import Assessor
from caseclock.api.jobs.delivering import Deliverer
from caseclock.api.jobs.passing import is_passing
from caseclock.api.jobs.queue import ASSESS, DELIVER, READ
from caseclock.api.jobs.reading import Reader, reading_limits
from caseclock.api.jobs.sweeping import Sweep
from caseclock.api.making.make import Kitchen
from caseclock.api.service import Service
from caseclock.extractor.sandbox import Sandbox

log = logging.getLogger(__name__)
_LONGEST_WAIT = 30  # seconds: a bucket that was away for an hour is not to be missed for another


class Again(BaseRetryStrategy):
    """What may pass is tried again, ever more patiently, until it is done; what can't pass is told by the rows."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        """When the job is tried again; None if never."""
        if not is_passing(exception):
            return None
        return RetryDecision(retry_in={"seconds": min(2 ** min(job.attempts + 1, 10), _LONGEST_WAIT)})


_AGAIN = Again()


def queue_app(service: Service, sandbox: Sandbox | None = None) -> procrastinate.App:
    """The queue as a worker uses it: connections, and what each kind of job does. Papers are read in `sandbox`."""
    connector = procrastinate.PsycopgConnector(
        conninfo=service.database.url, min_size=1, max_size=4, kwargs={"connect_timeout": 5}, timeout=10.0
    )
    app = procrastinate.App(connector=connector)
    settings, database, files, queue = service.settings, service.database, service.files, service.queue
    reader = Reader(settings, database, files, queue, sandbox=sandbox)
    assessor = Assessor(settings, database, Kitchen(files, cases=2), queue)
    deliverer = Deliverer(settings, database, service.sealer, queue)

    @app.task(name=READ, retry=_AGAIN)
    def read(case: str, document: str) -> None:
        reader.read(case, document)

    @app.task(name=ASSESS, retry=_AGAIN)
    def assess(case: str) -> None:
        assessor.assess(case)

    @app.task(name=DELIVER, retry=_AGAIN)
    def deliver(delivery: str) -> None:
        deliverer.deliver(delivery)

    return app


async def work(service: Service) -> None:
    """Work until told to stop (SIGTERM, SIGINT) or until the database goes away, which is raised."""
    with Sandbox(reading_limits(service.settings)) as sandbox:
        await _work(service, queue_app(service, sandbox))


async def _work(service: Service, app: procrastinate.App) -> None:
    settings = service.settings
    async with app.open_async():
        sweeper = asyncio.create_task(_sweep_on(service))
        try:
            await app.run_worker_async(
                concurrency=1,
                wait=True,
                listen_notify=True,
                fetch_job_polling_interval=2.0,
                update_heartbeat_interval=settings.heartbeat_seconds,
                stalled_worker_timeout=settings.lost_after_seconds,
                delete_jobs="always",  # what failed is told by the rows of papers and cases
                shutdown_graceful_timeout=20.0,
            )
        finally:
            sweeper.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await sweeper


async def _sweep_on(service: Service) -> None:
    sweep = Sweep(service.settings, service.database, service.files, service.queue)
    while True:
        try:
            await asyncio.to_thread(sweep.run)
        except Exception as error:
            if not is_passing(error):
                raise
            log.warning("the sweep is put off: %s", type(error).__name__)
        await asyncio.sleep(service.settings.heartbeat_seconds)
