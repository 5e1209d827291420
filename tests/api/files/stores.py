"""What the tests make stores with: an S3 server asked directly, and encryption keys."""

from typing import Any

import boto3

from caseclock.api.store.files.bucket import BucketStore
from caseclock.api.store.files.keyring import Keyring, new_key

ID, SECRET = "an-id", "a-secret"
OLD, NEW, THIRD = new_key("old"), new_key("new"), new_key("third")


def ring(*keys: str) -> Keyring:
    """The keys, the first for writing."""
    return Keyring.from_setting(",".join(keys))


def client(s3: str) -> Any:
    """The server at the URL, asked directly."""
    return boto3.client(
        "s3", endpoint_url=s3, region_name="us-east-1", aws_access_key_id=ID, aws_secret_access_key=SECRET
    )


def store_at(
    endpoint: str, bucket: str = "papers", prefix: str = "", attempts: int = 2, timeout_seconds: float = 5.0
) -> BucketStore:
    """A store in a bucket of the server, more impatient than people's."""
    return BucketStore(
        bucket,
        prefix,
        endpoint=endpoint,
        access_key_id=ID,
        secret_access_key=SECRET,
        attempts=attempts,
        timeout_seconds=timeout_seconds,
    )
