"""Files in a bucket of any service that speaks S3. It must not keep old versions: erased files would be kept too."""

import io
from collections.abc import Generator, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

import boto3
from boto3.exceptions import Boto3Error
from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from caseclock.api.store.files.bucket_errors import is_missing, told
from caseclock.api.store.files.interface import Missing
from caseclock.api.store.files.keys import checked_folder, checked_key, checked_prefix, is_key
from caseclock.api.store.files.reading import CHUNK, Reading, chunks_of

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer
    from types_boto3_s3 import S3Client

_CHECK = "~check"  # not a key, so it is in no file's way
_PART = 8 * CHUNK  # held in memory; files above it are sent in parts of this size, of which S3 allows 10,000


class BucketStore:
    """A FileStore in `bucket`, every key with `prefix` and "/" before it."""

    def __init__(
        self,
        bucket: str,
        prefix: str = "",
        *,
        endpoint: str = "",
        region: str = "us-east-1",
        access_key_id: str = "",
        secret_access_key: str = "",
        ask_machine: bool = False,
        attempts: int = 4,
        timeout_seconds: float = 30.0,
    ) -> None:
        """Reaches nothing yet. `endpoint`: the service's URL; empty for that of the region at Amazon.

        `ask_machine`: without an access key, look where Amazon's tools look: the environment, their files, the
        machine's own service of credentials. Never otherwise. `timeout_seconds`: of one attempt, while nothing comes.
        Raises ValueError where a setting cannot be used.
        """
        if bool(access_key_id) != bool(secret_access_key) or not (access_key_id or ask_machine):
            raise ValueError("the bucket needs an access key id and its secret: set both")
        self.bucket: Final = bucket
        self._before: Final = f"{prefix.strip('/')}/" if prefix.strip("/") else ""
        self._where: Final = f"{bucket} at {endpoint or f'Amazon S3 in {region}'}"
        self._transfer = TransferConfig(multipart_threshold=_PART, multipart_chunksize=_PART, use_threads=False)
        config = Config(
            connect_timeout=min(5.0, timeout_seconds),
            read_timeout=timeout_seconds,
            max_pool_connections=32,  # as many threads as may read at once
            retries={"mode": "standard", "total_max_attempts": attempts},
            s3={"addressing_style": "path" if endpoint else "auto"},
            # Many services that are not Amazon's refuse what these send by default.
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
        )
        try:
            self._s3: S3Client = boto3.session.Session().client(
                "s3",
                region_name=region,
                endpoint_url=endpoint or None,
                aws_access_key_id=access_key_id or None,
                aws_secret_access_key=secret_access_key or None,
                config=config,
            )
        except (BotoCoreError, ValueError) as error:
            raise ValueError(f"the bucket's settings cannot be used ({error}); correct them") from error

    def put(self, key: str, data: bytes) -> None:
        self.put_chunks(key, [data])

    def put_file(self, key: str, path: Path) -> None:
        self.put_chunks(key, chunks_of(path))

    def put_chunks(self, key: str, chunks: Iterable[bytes]) -> None:
        name = self._name(key)
        with self._told(key):
            self._s3.upload_fileobj(io.BufferedReader(_Stream(chunks), CHUNK), self.bucket, name, Config=self._transfer)

    def get(self, key: str) -> bytes:
        return b"".join(self.open(key))

    def open(self, key: str) -> Reading:
        return Reading(self._chunks(key, self._name(key)))

    def exists(self, key: str) -> bool:
        name = self._name(key)
        with self._told(key):
            # Not HEAD: its 404 does not tell a missing file from a missing bucket. The name itself sorts first.
            found = self._s3.list_objects_v2(Bucket=self.bucket, Prefix=name, MaxKeys=1).get("Contents", [])
        return any(each.get("Key") == name for each in found)

    def delete(self, key: str) -> None:
        name = self._name(key)
        with suppress(Missing), self._told(key):
            self._s3.delete_object(Bucket=self.bucket, Key=name)

    def delete_prefix(self, prefix: str) -> int:
        count = 0
        # One by one: deleting many at a time is what other services than Amazon's get wrong most.
        for key in self.keys(checked_folder(prefix)):
            self.delete(key)
            count += 1
        return count

    def keys(self, prefix: str = "") -> Iterator[str]:
        prefix = checked_prefix(prefix)
        return self._keys(self._before + (f"{prefix}/" if prefix else ""))

    def check(self) -> None:
        with self._told():
            self._s3.put_object(Bucket=self.bucket, Key=self._before + _CHECK, Body=b"can this be written?")
            self._s3.delete_object(Bucket=self.bucket, Key=self._before + _CHECK)

    def sweep(self, older_than_seconds: float) -> int:
        latest = datetime.now(UTC) - timedelta(seconds=older_than_seconds)
        count = 0
        with self._told():
            for page in self._s3.get_paginator("list_multipart_uploads").paginate(
                Bucket=self.bucket, Prefix=self._before
            ):
                for upload in page.get("Uploads", []):
                    if upload["Initiated"] <= latest and is_key(upload["Key"].removeprefix(self._before)):
                        self._s3.abort_multipart_upload(
                            Bucket=self.bucket, Key=upload["Key"], UploadId=upload["UploadId"]
                        )
                        count += 1
        return count

    def _name(self, key: str) -> str:
        return self._before + checked_key(key)

    def _keys(self, start: str) -> Iterator[str]:
        pages = iter(self._s3.get_paginator("list_objects_v2").paginate(Bucket=self.bucket, Prefix=start))
        while True:
            with self._told():
                page = next(pages, None)
            if page is None:
                return
            keys = (each["Key"].removeprefix(self._before) for each in page.get("Contents", []))
            yield from filter(is_key, keys)

    def _chunks(self, key: str, name: str) -> Generator[bytes, None, None]:
        with self._told(key):
            body = self._s3.get_object(Bucket=self.bucket, Key=name)["Body"]
        with closing(body):
            while True:
                with self._told(key):
                    chunk = body.read(CHUNK)
                if not chunk:
                    return
                yield chunk

    @contextmanager
    def _told(self, key: str = "") -> Iterator[None]:
        """Whatever the service or the way to it says, in our words."""
        try:
            yield
        except (BotoCoreError, ClientError, Boto3Error) as error:
            if key and is_missing(error):
                raise Missing(key) from error
            raise told(error, self._where) from error


class _Stream(io.RawIOBase):
    """Chunks as a file to be read once, as boto3 wants it."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        super().__init__()
        self._chunks = iter(chunks)
        self._left = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int:
        room = memoryview(buffer)
        while not self._left:
            chunk = next(self._chunks, None)
            if chunk is None:
                return 0
            self._left = memoryview(chunk)
        size = min(len(room), len(self._left))
        room[:size] = self._left[:size]
        self._left = self._left[size:]
        return size
