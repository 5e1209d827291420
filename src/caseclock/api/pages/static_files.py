"""Scripts and styles of the pages, served from here: nothing comes from elsewhere."""

import hashlib
from functools import cache
from pathlib import Path as Folder
from typing import Annotated

from fastapi import APIRouter, Path
from fastapi.responses import FileResponse, Response

from caseclock.api.problems import Problem

router = APIRouter(include_in_schema=False)
_HERE = Folder(__file__).parent / "static"
_TYPES = {".js": "text/javascript", ".css": "text/css", ".txt": "text/plain", ".svg": "image/svg+xml"}
_FOR_GOOD = "public, max-age=31536000, immutable"  # its address changes with it


@router.get("/static/{name:path}")
def static_file(name: Annotated[str, Path(max_length=200)]) -> Response:
    """A file of the pages."""
    found = _files().get(name)
    if found is None:
        raise Problem(404, "not-found", "Not found", "There is no such file: load the page again.")
    return FileResponse(found, media_type=_TYPES[found.suffix], headers={"Cache-Control": _FOR_GOOD})


def static(name: str) -> str:
    """The address of a file in `static/`, or of the style sheet."""
    return f"/static/{name}?v={_digest(_files()[name])}"


@cache
def _files() -> dict[str, Folder]:
    found = (path for path in _HERE.rglob("*") if path.suffix in _TYPES)
    return {path.relative_to(_HERE).as_posix(): path for path in found}


@cache
def _digest(path: Folder) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]
