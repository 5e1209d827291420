"""Scripts and styles of the pages, served from here: nothing comes from elsewhere."""

import hashlib
from functools import cache
from pathlib import Path as Folder
from typing import Annotated

from fastapi import APIRouter, Path
from fastapi.responses import FileResponse

from caseclock.api.problems import Problem

router = APIRouter(include_in_schema=False)
_HERE = Folder(__file__).parent / "static"
_TYPES = {".js": "text/javascript", ".css": "text/css", ".txt": "text/plain", ".svg": "image/svg+xml"}
_FOR_GOOD = "public, max-age=31536000, immutable"  # its address changes with it


@router.get("/static/{version}/{name:path}")
def static_file(
    version: Annotated[str, Path(max_length=40)], name: Annotated[str, Path(max_length=200)]
) -> FileResponse:
    """A file of the pages. The version is a part of the path, so that a script that imports another one beside it gets
    the one of its own version."""
    found = _files().get(name)
    if found is None:
        raise Problem(404, "not-found", "Not found", "There is no such file: load the page again.")
    kept = _FOR_GOOD if version == _version() else "no-cache"
    return FileResponse(found, media_type=_TYPES[found.suffix], headers={"Cache-Control": kept})


def static(name: str) -> str:
    """The address of a file in `static/`."""
    if name not in _files():
        raise KeyError(f"there is no file static/{name}")
    return f"/static/{_version()}/{name}"


@cache
def _files() -> dict[str, Folder]:
    found = (path for path in _HERE.rglob("*") if path.suffix in _TYPES)
    return {path.relative_to(_HERE).as_posix(): path for path in found}


@cache
def _version() -> str:
    """A hash of all the files."""
    made = hashlib.sha256()
    for name, path in sorted(_files().items()):
        made.update(f"{name}\0".encode() + path.read_bytes())
    return made.hexdigest()[:12]
