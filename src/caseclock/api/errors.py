"""The one place where what went wrong becomes an exit status and a line for the person at the keyboard."""

import os
import sys
import traceback
from collections.abc import Callable
from enum import IntEnum

DEBUG = "CASECLOCK_DEBUG"


class Exit(IntEnum):
    """Exit statuses of the command line."""

    DONE = 0
    NOT_WRITTEN = 1  # nothing could be written
    REFUSED = 2  # unusable arguments
    UNREAD = 3  # a chronology was written, but a paper could not be read in full
    INTERRUPTED = 130
    READER_LEFT = 141  # what reads our output closed it, as `head` does


class CommandError(Exception):
    """Ends a command. The message is one line that says what to do."""

    status = Exit.NOT_WRITTEN


class Refused(CommandError):
    """The arguments cannot be used; said before any work is done."""

    status = Exit.REFUSED


class NotWritten(CommandError):
    """The result could not be written."""

    status = Exit.NOT_WRITTEN


def say(line: str) -> None:
    """One line for the person, on stderr."""
    print(f"caseclock: {' '.join(line.split())}", file=sys.stderr)


def guarded(command: Callable[[], int]) -> int:
    """Runs the command and gives its exit status; whatever it raises becomes a status and one line on stderr."""
    try:
        status = command()
        sys.stdout.flush()
        return status
    except SystemExit as stop:  # argparse, after --help and --version
        return stop.code if isinstance(stop.code, int) else Exit.DONE
    except CommandError as error:
        say(str(error))
        return error.status
    except KeyboardInterrupt:
        say("stopped")
        return Exit.INTERRUPTED
    except BrokenPipeError:
        # What is left in the buffer has nowhere to go; without this Python complains of it while it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Exit.READER_LEFT
    except MemoryError:
        say("there was not enough memory: give fewer papers at a time, or close other programs")
        return Exit.NOT_WRITTEN
    except OSError as error:
        _show_trace()
        reason = (error.strerror or str(error)).lower()
        say(f"{error.filename or 'the system'}: {reason}; put that right, then type the command again")
        return Exit.NOT_WRITTEN
    except Exception as error:  # noqa: BLE001 - the last stop: a person must never meet a traceback
        _show_trace()
        say(
            f"a fault in caseclock stopped it; please report this line and what you typed: {_place(error)} "
            f"(for the whole trace set {DEBUG}=1)"
        )
        return Exit.NOT_WRITTEN


def _show_trace() -> None:
    if os.environ.get(DEBUG) == "1":
        traceback.print_exc()


def _place(error: Exception) -> str:
    """TypeError at build.py:31 - the kind of fault and where, but not its words: these may hold words of the papers."""
    frames = traceback.extract_tb(error.__traceback__)
    last = frames[-1] if frames else None
    where = f" at {os.path.basename(last.filename)}:{last.lineno}" if last else ""
    return f"{type(error).__name__}{where}"
