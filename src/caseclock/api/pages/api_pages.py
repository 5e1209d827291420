"""The API's description as a page that is read without scripts: nothing of it comes from elsewhere."""

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from caseclock.api.pages.rendering import page

router = APIRouter(include_in_schema=False)
_METHODS = ("get", "post", "put", "patch", "delete")


@router.get("/api/v1/docs")
def api_page(request: Request) -> HTMLResponse:
    """Every route with its parameters, its body, an example, and its answers."""
    said = request.app.openapi()
    groups: dict[str, list[dict[str, Any]]] = {}
    for path, operations in said["paths"].items():
        for method in _METHODS:
            if method in operations:
                operation = operations[method]
                tag = (operation.get("tags") or ["service"])[0]
                groups.setdefault(tag, []).append(_told(path, method, operation, said))
    return page("api.html", said=said, groups=groups)


def _told(path: str, method: str, operation: dict[str, Any], said: dict[str, Any]) -> dict[str, Any]:
    """One route as the page shows it."""
    body = operation.get("requestBody", {}).get("content", {})
    return {
        "id": operation["operationId"],
        "path": path,
        "method": method.upper(),
        "told": operation.get("description", operation.get("summary", "")),
        "parameters": operation.get("parameters", []),
        "bodies": [(kind, _example(content.get("schema", {}), said)) for kind, content in body.items()],
        "answers": [(status, answer.get("description", "")) for status, answer in operation["responses"].items()],
    }


def _example(schema: dict[str, Any], said: dict[str, Any]) -> Any:
    """The first example of a schema; None if it has none."""
    if "$ref" in schema:
        schema = said["components"]["schemas"][schema["$ref"].rsplit("/", 1)[-1]]
    return next(iter(schema.get("examples", [])), None)
