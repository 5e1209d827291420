"""A bucket that is away for a while."""

import logging
import time
from collections import Counter
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

import boto3
import httpx
from moto.server import ThreadedMotoServer

from stress.faults.checks import check_end
from stress.faults.houses import embedded_house
from stress.faults.papers import Sending, case_papers
from stress.faults.report import Report
from stress.faults.sending import Client
from stress.faults.undisturbed import expected

if TYPE_CHECKING:
    from types_boto3_s3 import S3Client

_NAME = "papers"
_PAPERS = 15
_AWAY = 10.0  # seconds
_SETTLE = 120.0


class Bucket:
    """A bucket on a server of its own on this machine, which can go away and come back with all that is in it."""

    def __enter__(self) -> Self:
        logging.getLogger("werkzeug").setLevel(logging.ERROR)  # a line for each request
        self._server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
        self._server.start()
        self._host, self._port = self._server.get_host_and_port()
        self._client().create_bucket(Bucket=_NAME)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client().close()
        self._server.stop()

    @property
    def settings(self) -> dict[str, object]:
        """Of a service that keeps its files there."""
        return {
            "bucket": f"s3://{_NAME}/cases",
            "bucket_endpoint": f"http://{self._host}:{self._port}",
            "bucket_region": "us-east-1",
            "bucket_key": "key",
            "bucket_secret": "secret",
        }

    def go_away(self) -> None:
        """Nothing answers any more."""
        self._server.stop()

    def come_back(self) -> None:
        """It answers again, at the same place."""
        self._server = ThreadedMotoServer(self._host, self._port, verbose=False)
        self._server.start()

    def _client(self) -> "S3Client":
        return boto3.client(
            "s3",
            endpoint_url=f"http://{self._host}:{self._port}",
            region_name="us-east-1",
            aws_access_key_id="key",
            aws_secret_access_key="secret",
        )


def bucket_gone(report: Report, folder: Path) -> None:
    """The bucket goes away while papers wait: they wait on, uploads are told to come again, all is done at the end."""
    sendings = [Sending(0, name, data, f"bucket-{at}") for at, (name, data) in enumerate(case_papers(1, _PAPERS))]
    with Bucket() as bucket, embedded_house(folder, bucket.settings) as house:
        client = Client(house.service, 1)
        for sending in sendings[:10]:
            client.sent.jobs.append(client.upload(sending).raise_for_status().json()["job"]["id"])
        bucket.go_away()
        told = client.once(sendings[10])
        assert isinstance(told, httpx.Response), told
        report.check("an upload is answered 503", told.status_code == 503, told.json().get("detail"))
        report.check("with the time to come again", "retry-after" in told.headers, told.headers.get("retry-after"))
        time.sleep(_AWAY)
        states = Counter(str(row["state"]) for row in client.documents(client.sent.cases[0]))
        report.check("papers wait for it", states["queued"] + states["reading"] > 0, dict(states))
        report.check("none is called unreadable for it", states["unreadable"] <= 1, dict(states))
        bucket.come_back()
        back = time.monotonic()
        for sending in sendings[10:]:
            client.sent.jobs.append(client.upload(sending).raise_for_status().json()["job"]["id"])
        client.wait_for_jobs(_SETTLE)
        report.say(f"all was done {time.monotonic() - back:.0f} s after the bucket was back")
        check_end(report, client, house.database, [expected(sendings, 0)], _SETTLE)
