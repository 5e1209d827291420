"""`caseclock build`: papers in, a chronology in every form out."""

import argparse
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from caseclock.api.arguments import day, did_you_mean, limits
from caseclock.api.decisions_file import read_decisions
from caseclock.api.errors import Exit, Refused, say
from caseclock.api.files import collect
from caseclock.api.policies_command import chosen
from caseclock.api.progress import progress_bar
from caseclock.api.results import RESULT, prepare_folder, result_files, write_files
from caseclock.extractor.build import build
from caseclock.extractor.exports.wording import number_of
from caseclock.extractor.intake import read_papers
from caseclock.extractor.policies.loader import load_policies
from caseclock.models.chronology import Chronology
from caseclock.models.document import Document, Status
from caseclock.models.entry import EntryKind


def add_build_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds `build`."""
    parser = subparsers.add_parser("build", help="make the chronology of a case from its papers")
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="a paper, or a folder of papers")
    parser.add_argument(
        "--policy",
        action="append",
        default=[],
        metavar="ID",
        help="a policy to apply (see `caseclock policies`; those of bodies in the papers if none is given)",
    )
    parser.add_argument("--as-of", type=day, metavar="DATE", help="the day to reckon from (today if not given)")
    parser.add_argument(
        "--application-date", type=day, metavar="DATE", help="the day on which the case review was asked for"
    )
    parser.add_argument("--reference", metavar="TEXT", help="the case's reference, shown on every page")
    parser.add_argument("--out", required=True, type=Path, metavar="DIR", help="the folder for the result")
    parser.add_argument(
        "--decisions", type=Path, metavar="FILE", help="what a person decided (merge, split, redate ...), as JSON"
    )
    parser.add_argument(
        "--limit",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="a limit for reading a paper, set otherwise (seconds=600, page_seconds=90, pages=500 ...)",
    )
    parser.add_argument("--quiet", action="store_true", help="no progress bar and no summary")
    parser.set_defaults(run=run_build)


def run_build(args: argparse.Namespace) -> int:
    """Checks everything that can be checked, reads the papers, builds, writes; gives the exit status."""
    paths: Sequence[Path] = args.paths
    for path in paths:
        _must_exist(path)
    every = load_policies()
    policies = chosen(args.policy, every)
    allowed = limits(args.limit)
    decisions = read_decisions(args.decisions) if args.decisions else ()
    given = collect(paths)
    if not given:
        raise Refused(f"no paper found in {', '.join(map(str, paths))}: give a file, or a folder that has files")
    prepare_folder(args.out, paths)
    with progress_bar(args.quiet) as tell:
        papers = read_papers(given, allowed, tell)
        reference = (args.reference or "").strip() or None
        as_of = args.as_of or date.today()
        chronology = build(
            papers, policies, as_of, args.application_date, reference, tell, decisions, tuple(every.values())
        )
        applied = [policy for policy in every.values() if policy.id in chronology.case.policies]
        tell(0, 1, "writing the chronology")
        write_files(args.out, result_files(chronology, papers, policies or applied))
    if not args.quiet:
        say(_summary(chronology))
        if applied and not policies:
            named = ", ".join(policy.id for policy in applied)
            say(f"no policy was named: those of bodies in the papers were applied ({named}); --policy applies others")
    status = name_troubled(chronology.documents)
    for unfit in chronology.unfit:
        say(f"decision {unfit.decision} could not be carried out: {unfit.why}")
    print(args.out / RESULT)
    return status


def name_troubled(documents: Sequence[Document]) -> Exit:
    """Names on stderr each paper that has a problem. UNREAD if one could not be read in full, else DONE."""
    for document in documents:
        if document.status is Status.UNREADABLE:
            say(f"could not read {document.name}: {document.problem or 'no reason is known'}")
        elif document.status is Status.PARTLY_READ:
            say(f"could read only a part of {document.name}: {document.problem or 'no reason is known'}")
        elif document.problem:
            say(f"note on {document.name}: {document.problem}")
    unread = any(document.status is not Status.READ for document in documents)
    return Exit.UNREAD if unread else Exit.DONE


def _must_exist(path: Path) -> None:
    try:
        if path.exists():
            return
        siblings = sorted(sibling.name for sibling in path.parent.iterdir()) if path.parent.is_dir() else []
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise Refused(f"{path} cannot be looked at ({reason}): give a file or folder that you may read") from error
    hint = did_you_mean(path.name, siblings) or ": check the spelling, or give the whole path"
    raise Refused(f"there is no file or folder {path}{hint}")


def _summary(chronology: Chronology) -> str:
    incidents = sum(entry.kind is EntryKind.INCIDENT for entry in chronology.entries)
    return (
        f"{number_of(len(chronology.documents), 'paper')}, {number_of(len(chronology.entries), 'entry', 'entries')} "
        f"of which {number_of(incidents, 'incident')}, {number_of(len(chronology.findings), 'finding')}"
    )
