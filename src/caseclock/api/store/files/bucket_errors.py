"""What a service of buckets answers, in plain English."""

from botocore.exceptions import BotoCoreError, ClientError, NoCredentialsError, ParamValidationError

from caseclock.api.store.files.interface import StoreFull, StoreUnavailable

_NO_FILE = frozenset({"NoSuchKey", "404", "NotFound"})
_FULL = frozenset({"QuotaExceeded", "XMinioAdminBucketQuotaExceeded", "XMinioStorageFull", "507"})
_MEANINGS = {
    "NoSuchBucket": "there is no such bucket; create it, or correct its name in the settings",
    "InvalidAccessKeyId": "the access key id is not known there; correct it in the settings",
    "SignatureDoesNotMatch": "the secret does not belong to the access key id; correct it in the settings",
    "RequestTimeTooSkewed": "this machine's clock is wrong; set it right",
    "PermanentRedirect": "the bucket is in another region; correct the region in the settings",
    "AuthorizationHeaderMalformed": "the bucket is in another region; correct the region in the settings",
    "SlowDown": "it is asked too much at the moment; try again",
}
_REFUSED = "access is refused; allow the access key to list, read, write and delete in the bucket"


def is_missing(error: Exception) -> bool:
    """Does it say that the file, not the bucket, is missing?"""
    return isinstance(error, ClientError) and _code(error) in _NO_FILE


def told(error: Exception, where: str) -> StoreUnavailable:
    """The error in words; `where` names the bucket."""
    if isinstance(error, ClientError):
        code = _code(error)
        if code in _FULL:
            return StoreFull(f"the bucket {where} has no room left ({code}); make room, then try again")
        return StoreUnavailable(f"the bucket {where} cannot be used: {_meaning(error)} ({code})")
    if isinstance(error, NoCredentialsError):
        return StoreUnavailable(
            f"the bucket {where} cannot be used: the machine has no credentials for it; set an access key id and secret"
        )
    if isinstance(error, ParamValidationError):
        return StoreUnavailable(f"the bucket {where} cannot be used: no bucket can be called so; correct its name")
    # The library's own words may hold the whole request, so only the kind of fault is named.
    kind = "was not reached" if isinstance(error, BotoCoreError) else "did not take the file"
    return StoreUnavailable(
        f"the bucket {where} {kind} ({type(error).__name__}); see that it is up and its address right, then try again"
    )


def _code(error: ClientError) -> str:
    return str(error.response.get("Error", {}).get("Code", ""))


def _meaning(error: ClientError) -> str:
    code = _code(error)
    if code in _MEANINGS:
        return _MEANINGS[code]
    status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
    if status in (401, 403):
        return _REFUSED
    if status >= 500:
        return "it has a fault of its own; try again, or ask who runs it"
    return "it answered what was not expected; see that the endpoint is an S3 service, then try again"
