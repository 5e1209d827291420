"""The service's own secret and its store of files, opened from the settings."""

import base64
import os
from pathlib import Path

from caseclock.api.data_folder import DataFolder
from caseclock.api.errors import Refused
from caseclock.api.settings import Settings
from caseclock.api.store.files.bucket import BucketStore
from caseclock.api.store.files.disk import DiskStore
from caseclock.api.store.files.encrypted import EncryptedStore
from caseclock.api.store.files.interface import FileStore, StoreUnavailable
from caseclock.api.store.files.keyring import Keyring, KeyringError

_LEAST_SECRET = 32


def secret_of(settings: Settings) -> bytes:
    """The service's own secret: the setting, else the one in the data folder. Raises Refused."""
    if not settings.secret:
        return DataFolder(settings.data).secret()
    if len(settings.secret) < _LEAST_SECRET:
        made = base64.b64encode(os.urandom(32)).decode()
        raise Refused(f"CASECLOCK_SECRET is too short: give at least {_LEAST_SECRET} characters, such as {made}")
    return settings.secret.encode()


def open_files(settings: Settings) -> FileStore:
    """The store of files that the settings name, encrypted if they say so. Raises Refused."""
    inner, keyring = open_plain_files(settings), keyring_of(settings)
    return EncryptedStore(inner, keyring, plain=not settings.encrypted_only) if keyring else inner


def open_plain_files(settings: Settings) -> FileStore:
    """The store of files as it is: what is encrypted in it is not opened. Raises Refused."""
    if settings.bucket:
        name, _, prefix = settings.bucket.removeprefix("s3://").strip("/").partition("/")
        try:
            return BucketStore(
                name,
                prefix=prefix,
                endpoint=settings.bucket_endpoint,
                region=settings.bucket_region,
                access_key_id=settings.bucket_key,
                secret_access_key=settings.bucket_secret,
                ask_machine=settings.bucket_ask_machine,
            )
        except ValueError as error:
            raise Refused(f"CASECLOCK_BUCKET cannot be used: {error}") from error
    DataFolder(settings.data).make()
    try:
        return DiskStore(Path(settings.data) / "files")
    except StoreUnavailable as error:
        raise Refused(str(error)) from error


def keyring_of(settings: Settings) -> Keyring | None:
    """The keys that files are encrypted with; None if they are not. Raises Refused."""
    try:
        if settings.encryption_key_file:
            return Keyring.from_file(settings.encryption_key_file)
        return Keyring.from_setting(settings.encryption_keys) if settings.encryption_keys else None
    except KeyringError as error:
        raise Refused(str(error)) from error
