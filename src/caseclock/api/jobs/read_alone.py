"""A paper whose reading stopped a worker is read here, in a process that may die of it alone."""

import sys

from caseclock.api.jobs.passing import is_passing
from caseclock.api.jobs.reading import FAULT, TRANSIENT, read_and_keep, reading_limits
from caseclock.api.open_files import open_files
from caseclock.api.settings import read_settings
from caseclock.api.supervisor import die_with_parent


def main(arguments: list[str]) -> int:
    """Arguments: case, document, name, sha256. Gives the exit status."""
    die_with_parent()
    case, document, name, sha256 = arguments
    settings = read_settings()
    try:
        files = open_files(settings)
        read_and_keep(files, case, document, name, sha256, reading_limits(settings))
    except Exception as error:  # noqa: BLE001 - told to the worker by the exit status
        return TRANSIENT if is_passing(error) else FAULT
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
