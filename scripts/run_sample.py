"""What `make run` does: builds the sample case and says what came out and where it is."""

import json
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any

from caseclock.api.cli import main
from caseclock.api.errors import Exit

ROOT = Path(__file__).resolve().parent.parent
CASE = ROOT / "samples" / "mill-lane"
OUT = ROOT / "build" / "mill-lane"


def arguments(command: dict[str, Any], out: Path) -> list[str]:
    """The command line for the options that a case's expected.json keeps under "command"."""
    policies = [word for policy in command["policies"] for word in ("--policy", policy)]
    days = ["--as-of", command["as_of"]]
    if command.get("application_date"):
        days += ["--application-date", command["application_date"]]
    return ["build", str(CASE / "papers"), *policies, *days, "--reference", command["reference"], "--out", str(out)]


def summary(result: dict[str, Any]) -> Iterator[str]:
    """What was found, a line a thing."""
    kinds = Counter(entry["kind"] for entry in result["entries"])
    others = len(result["entries"]) - kinds["incident"]
    yield f"{len(result['documents'])} papers: {kinds['incident']} incidents and {others} other events"
    findings = result["findings"]
    for finding in (finding for finding in findings if finding["kind"] == "threshold"):
        outcome = finding["outcome"].replace("_", " ")
        counted = f"{len(finding['counted'])} counted, {len(finding['excluded'])} not"
        yield f"threshold  {finding['policy']}, {finding['route']}: {outcome} ({counted})"
    for finding in (finding for finding in findings if finding["kind"] == "delay" and finding["outcome"] != "met"):
        unit = finding["limit"]["unit"].replace("_", " ")
        late = f" by {finding['late_by']} {unit}" if finding["late_by"] else ""
        yield f"clock      {finding['rule']}: {finding['outcome']}{late}, was due on {finding['due']}"
    for finding in (finding for finding in findings if finding["kind"] == "discrepancy"):
        yield f"differs    {finding['text']}"
    for document in (document for document in result["documents"] if document["status"] != "read"):
        yield f"not read   {document['name']}: {document['problem']}"


def run() -> int:
    """Builds the sample; gives 0 if a chronology was written."""
    command = json.loads((CASE / "expected.json").read_text(encoding="utf-8"))["command"]
    args = arguments(command, OUT.relative_to(Path.cwd()) if OUT.is_relative_to(Path.cwd()) else OUT)
    print(f"reading {CASE.relative_to(ROOT)}/papers", flush=True)
    with redirect_stdout(StringIO()):  # the path of the result, which is said below with the others
        status = main([*args, "--quiet"])
    if status not in (Exit.DONE, Exit.UNREAD):
        return status
    for line in summary(json.loads((OUT / "chronology.json").read_text(encoding="utf-8"))):
        print(line)
    for name in ("docx", "pdf", "xlsx", "json"):
        print(f"written to {(OUT / f'chronology.{name}').relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(run())
