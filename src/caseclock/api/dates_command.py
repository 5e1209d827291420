"""`caseclock dates`: the dates of one paper, or of a stream of texts, as JSON."""

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from caseclock.api.arguments import day
from caseclock.api.errors import Exit, Refused, say
from caseclock.api.files import collect
from caseclock.extractor.intake import read_papers
from caseclock.extractor.language.anchors import read_times
from caseclock.extractor.limits import DEFAULT_LIMITS
from caseclock.models.document import Paper, Status
from caseclock.models.mention import TimeMention


def add_dates_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds `dates`."""
    parser = subparsers.add_parser(
        "dates",
        help="the dates of one paper, with the calendar days they stand for",
        description="Lists the dates of one paper; with --jsonl, of each text of a stream of JSON lines on stdin.",
    )
    parser.add_argument("file", nargs="?", type=Path, metavar="FILE", help="the paper")
    parser.add_argument("--dated", type=day, metavar="DATE", help="the day on which the paper was written")
    parser.add_argument("--json", action="store_true", help="write JSON (the only form, and so the default)")
    parser.add_argument(
        "--jsonl", action="store_true", help='read lines {"id", "text", "dated"} on stdin, write {"id", "dates"} lines'
    )
    parser.set_defaults(run=run_dates)


def run_dates(args: argparse.Namespace) -> int:
    """Writes the dates of a paper, or of each text of a stream, to stdout; gives the exit status."""
    if args.jsonl:
        if args.file is not None or args.dated is not None:
            raise Refused("--jsonl reads stdin: give neither a file nor --dated with it (each line has its own)")
        return _stream(sys.stdin.buffer)
    if args.file is None:
        raise Refused("dates needs a paper: give a file, or --jsonl to read texts on stdin")
    if args.file.is_dir():
        raise Refused(f"{args.file} is a folder: give one paper of it")
    paper = _paper(args.file)
    if paper.document.status is Status.UNREADABLE:
        say(f"could not read {paper.document.name}: {paper.document.problem or 'no reason is known'}")
        return Exit.UNREAD
    mentions = read_times(
        paper.text.text,
        dated=args.dated or paper.document.dated,
        blocks=paper.text.blocks,
        messages=paper.text.messages,
    )
    print(json.dumps([as_date(mention) for mention in mentions], ensure_ascii=False, indent=1))
    return Exit.DONE if paper.document.status is Status.READ else Exit.UNREAD


def _paper(file: Path) -> Paper:
    """The paper of a file, without what is attached to it."""
    papers: Sequence[Paper] = read_papers(collect([file]), DEFAULT_LIMITS)
    own = [paper for paper in papers if paper.document.parent is None]
    if not own:
        raise Refused(f"{file} holds no paper: give a file that can be read")
    return own[0]


def as_date(mention: TimeMention) -> dict[str, object]:
    """A mention in the form of the contract; start and end count characters of the text."""
    return {
        "start": mention.start,
        "end": mention.end,
        "quote": mention.quote,
        "from": mention.from_.isoformat() if mention.from_ else None,
        "to": mention.to.isoformat() if mention.to else None,
        "time": mention.time,
        "precision": mention.precision.value,
        "role": mention.role.value,
        "relative": mention.relative,
        "anchor": mention.anchor,
    }


def _stream(lines: Iterable[bytes]) -> int:
    """One answer for each line, in order. A line that cannot be used is named, and the rest goes on."""
    status = Exit.DONE
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            key, text, dated = _asked(line)
        except ValueError as error:
            say(f"line {number}: {error}")
            status = Exit.REFUSED
            continue
        dates = [as_date(mention) for mention in read_times(text, dated=dated)]
        # lone surrogates of a JSON string cannot be written as UTF-8: they go out escaped, as they came in
        sys.stdout.write(json.dumps({"id": key, "dates": dates}, ensure_ascii=True) + "\n")
        sys.stdout.flush()
    return status


def _asked(line: bytes) -> tuple[object, str, date | None]:
    """The id, text and day of writing of a line. Raises ValueError with what is wrong."""
    try:
        asked = json.loads(line)
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise ValueError(f'not JSON ({error}); write {{"id": ..., "text": ..., "dated": "2021-09-10"}}') from error
    except RecursionError as error:
        raise ValueError("nested too deeply; write one flat object a line") from error
    if not isinstance(asked, dict):
        raise ValueError('not an object; write {"id": ..., "text": ..., "dated": "2021-09-10"}')
    text = asked.get("text")
    if not isinstance(text, str):
        raise ValueError('"text" is missing or no text; give the text to read as a string')
    written = asked.get("dated")
    if written is None or written == "":
        return asked.get("id"), text, None
    try:
        return asked.get("id"), text, date.fromisoformat(written[:10])
    except (TypeError, ValueError) as error:
        raise ValueError(f'"dated" is no date ({written!r}); write it as 2021-09-10, or leave it out') from error
