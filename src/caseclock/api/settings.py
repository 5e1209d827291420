"""Settings of the service: environment variables that begin with CASECLOCK_; every one has a default that works."""

import os
from datetime import timedelta
from pathlib import Path
from typing import Annotated

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from caseclock.api.errors import Refused

MEBIBYTE = 1024 * 1024
Words = Annotated[tuple[str, ...], NoDecode]  # written with commas between


class Settings(BaseSettings):
    """What can be set. Sizes are in bytes unless the name says otherwise."""

    model_config = SettingsConfigDict(env_prefix="CASECLOCK_", frozen=True, extra="ignore")

    data: Path = Path("caseclock-data")  # the embedded database, files, the service's own secret
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=0, le=65535)  # 0: any that is free
    public_url: str = ""  # what people type, where that is not http://host:port

    database_url: str = ""  # postgresql://...; empty: the embedded one, in the data folder
    bucket: str = ""  # s3://name/prefix; empty: files in the data folder
    bucket_endpoint: str = ""
    bucket_region: str = "eu-west-2"
    bucket_key: str = ""
    bucket_secret: str = ""
    bucket_ask_machine: bool = False  # without a key: ask the machine that the service runs on for one
    administrator: str = "administrator@localhost"  # whom the first one-time link is for
    secret: str = ""  # at least 32 characters, the same on every machine; empty: one in the data folder
    encryption_keys: str = ""  # id:base64, ...; the first writes, the others only read
    encryption_key_file: Path | None = None
    encrypted_only: bool = False  # a file that is not encrypted is damaged: set it after `caseclock key rotate`

    workers: int = Field(default=max(1, os.cpu_count() or 1), ge=0)  # worker processes beside the server
    makers: int = Field(default=1, ge=1)  # processes that make chronologies and exports for waiting people
    heartbeat_seconds: float = Field(default=2.0, gt=0)  # how often a worker says that it lives
    lost_after_seconds: float = Field(default=10.0, gt=0)  # silent for so long, its work is given to another
    crashes: int = Field(default=3, ge=1)  # after so many a paper is set aside

    upload_bytes: int = Field(default=1024 * MEBIBYTE, gt=0)  # of one request
    file_bytes: int = Field(default=200 * MEBIBYTE, gt=0)  # of one file
    upload_files: int = Field(default=1000, gt=0)  # of one request
    body_bytes: int = Field(default=2 * MEBIBYTE, gt=0)  # of a request that is no upload
    requests_per_minute: int = Field(default=1200, gt=0)  # of one person, key or address
    log_ins_per_minute: int = Field(default=10, gt=0)  # from one address

    session_hours: float = Field(default=12.0, gt=0)
    session_idle_minutes: float = Field(default=60.0, gt=0)
    secure_cookies: bool | None = None  # null: yes, unless the service listens on this machine only
    oidc_issuer: str = ""
    oidc_client_id: str = ""
    oidc_client_secret: str = ""
    oidc_name: str = "your organisation's account"

    webhook_hosts: Words = ()
    webhook_private: bool = False
    near_days: int = Field(default=5, ge=1)  # working days: deadline.near is told so many before
    clamav: str = ""  # host:port or a socket's path
    retention_reminder_days: int = Field(default=30, ge=1)

    @field_validator("webhook_hosts", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value

    @property
    def url(self) -> str:
        """Where people reach the service, without a slash at its end."""
        return (self.public_url or f"http://{self.host}:{self.port}").rstrip("/")

    @property
    def cookies_are_secure(self) -> bool:
        """Are cookies sent over https only?"""
        if self.secure_cookies is not None:
            return self.secure_cookies
        return self.url.startswith("https://") or self.host not in ("127.0.0.1", "::1", "localhost")

    @property
    def session_length(self) -> timedelta:
        """How long a log-in lasts at most."""
        return timedelta(hours=self.session_hours)

    @property
    def session_idle(self) -> timedelta:
        """How long a log-in lasts without a request."""
        return timedelta(minutes=self.session_idle_minutes)


def read_settings(**given: object) -> Settings:
    """The settings of the environment, `given` before them. Raises Refused, naming the setting and what is wrong."""
    try:
        return Settings(**given)  # type: ignore[arg-type]
    except ValidationError as error:
        fault = error.errors(include_url=False, include_input=False)[0]
        name = "CASECLOCK_" + "_".join(str(part) for part in fault["loc"]).upper()
        raise Refused(f"{name}: {fault['msg']}; set it otherwise and start again") from error
