"""The files of a result folder: what they hold, and putting them there whole or not at all."""

import json
import os
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from caseclock.api.errors import NotWritten, Refused
from caseclock.extractor.exports.pdf import pdf_chronology
from caseclock.extractor.exports.sheet import sheet_chronology
from caseclock.extractor.exports.table import Background
from caseclock.extractor.exports.word import word_chronology
from caseclock.models.chronology import Chronology
from caseclock.models.document import Paper
from caseclock.models.policy import Policy

RESULT = "chronology.json"
REASONS = "reasons.json"  # why accounts are together or apart
TEXTS = "documents"
_NAMES = ("chronology.docx", "chronology.pdf", "chronology.xlsx", REASONS, RESULT)


def result_json(chronology: Chronology) -> bytes:
    """`chronology.json`: UTF-8, fields in the contract's order. A character that UTF-8 cannot hold becomes "?"."""
    data = chronology.model_dump(mode="json", by_alias=True)
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode("utf-8", errors="replace")


def result_files(chronology: Chronology, papers: Sequence[Paper], policies: Sequence[Policy]) -> dict[str, bytes]:
    """Every file of the result by its path below the result folder, `chronology.json` last."""
    texts = {paper.document.id: paper.text for paper in papers}
    background = Background(texts, {policy.id: policy.title for policy in policies})
    files = {f"{TEXTS}/{name}.txt": text.text.encode("utf-8", errors="replace") for name, text in texts.items()}
    with ThreadPoolExecutor(max_workers=1) as aside:  # Typst leaves the interpreter free while it sets the pages
        pdf = aside.submit(pdf_chronology, chronology, background)
        files["chronology.docx"] = word_chronology(chronology, background)
        files["chronology.xlsx"] = sheet_chronology(chronology, background)
        files["chronology.pdf"] = pdf.result()
    files[REASONS] = (chronology.reasons.model_dump_json(indent=1) + "\n").encode("utf-8", errors="replace")
    files[RESULT] = result_json(chronology)
    return files


def prepare_folder(out: Path, inputs: Iterable[Path]) -> None:
    """Makes the result folder. Raises Refused where results could not be put there, or would mix with the papers."""
    try:
        here = out.resolve()
        if out.is_symlink():
            out.stat()
    except (OSError, RuntimeError) as error:  # a link to nothing, or to itself (a RuntimeError before Python 3.13)
        raise Refused(f"--out {out} leads nowhere: give the name of a folder") from error
    for given in inputs:
        path = given.resolve()
        if path.is_dir() and here.is_relative_to(path):
            raise Refused(f"--out {out} lies in {given}, which holds the papers: give a folder outside it")
        if path.is_relative_to(here / TEXTS) or path in [here / name for name in _NAMES]:
            raise Refused(f"{given} is a file that --out {out} would write: give another --out folder")
    if out.exists() and not out.is_dir():
        raise Refused(f"--out {out} is a file: give the name of a folder")
    for name in _NAMES:
        if (out / name).is_dir():
            raise Refused(f"--out {out} has a folder called {name}: give another --out folder")
    try:
        (out / TEXTS).mkdir(parents=True, exist_ok=True)
        for folder in (out, out / TEXTS):
            with tempfile.TemporaryFile(dir=folder):
                continue
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise Refused(f"--out {out} cannot be written to ({reason}): give a folder that can") from error


def write_files(out: Path, files: Mapping[str, bytes]) -> None:
    """Writes the files in `out`, in their order. All are written aside first and then renamed, so that a fault or a
    full disk leaves the folder as it was. Texts of an earlier result that this one does not have are removed.
    """
    waiting: list[tuple[Path, Path]] = []
    old_texts = _texts_of(out)
    try:
        for name, data in files.items():
            target = out / name
            descriptor, aside = tempfile.mkstemp(prefix=".caseclock-", dir=target.parent)
            waiting.append((Path(aside), target))
            with os.fdopen(descriptor, "wb") as file:
                file.write(data)
            os.chmod(aside, 0o666 & ~_umask())
        for aside_path, target in waiting:
            os.replace(aside_path, target)
        for name in sorted(old_texts - set(files)):
            (out / name).unlink(missing_ok=True)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise NotWritten(f"could not write to {out} ({reason}): free some space or give another --out") from error
    finally:
        for aside_path, _ in waiting:
            aside_path.unlink(missing_ok=True)


def _texts_of(out: Path) -> set[str]:
    """The text files that an earlier result in this folder says are its own."""
    try:
        earlier = json.loads((out / RESULT).read_bytes())
        ids = [document["id"] for document in earlier["documents"]] if earlier["schema"] == "caseclock/1" else []
    except (OSError, ValueError, KeyError, TypeError):
        return set()  # no earlier result, or none of ours: nothing to tidy
    return {f"{TEXTS}/{name}.txt" for name in ids if isinstance(name, str) and Path(name).name == name}


def _umask() -> int:
    """The permissions that this process takes away from new files (mkstemp takes away more)."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
