"""As whom the embedded PostgreSQL runs. It refuses to run as root, so root has another user run it."""

import logging
import os
import pwd
import stat
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from caseclock.api.errors import Refused
from caseclock.api.postgres_tools import ensure_user_exists

_MADE_FOR_IT = "pgserver"
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ServerUser:
    """A user of the machine; None: whoever runs this."""

    entry: pwd.struct_passwd | None

    @classmethod
    def of(cls, *folders: Path) -> Self:
        """The owner of the first of the folders that is not root's; a user made for it where all are.

        Raises Refused if there is no such user.
        """
        if os.geteuid() != 0:
            return cls(None)
        owner = next((uid for uid in (folder.stat().st_uid for folder in folders if folder.exists()) if uid), 0)
        try:
            return cls(pwd.getpwuid(owner) if owner else ensure_user_exists(_MADE_FOR_IT))
        except (KeyError, OSError, subprocess.SubprocessError) as error:
            raise Refused(
                f"PostgreSQL does not run as root, and there is no user of the machine for it ({error}); start "
                f"caseclock as another user than root, or make one: useradd --system {_MADE_FOR_IT}"
            ) from error

    @property
    def options(self) -> dict[str, Any]:
        """What has `subprocess` run a program as this user."""
        if self.entry is None:
            return {}
        return {"user": self.entry.pw_uid, "group": self.entry.pw_gid, "extra_groups": ()}

    @property
    def uid(self) -> int:
        """The user's number."""
        return os.geteuid() if self.entry is None else self.entry.pw_uid

    def give(self, file: Path | int) -> None:
        """Makes the file or folder the user's own."""
        if self.entry is not None:
            os.chown(file, self.entry.pw_uid, self.entry.pw_gid)

    def let_through(self, folder: Path) -> None:
        """Lets the user pass through the folder and all above it: others may then pass, not see what is in them."""
        if self.entry is None:
            return
        for each in (folder, *folder.parents):
            mode = stat.S_IMODE(each.stat().st_mode)
            if not mode & stat.S_IXOTH and each.stat().st_uid != self.uid:
                _log.warning("%s may now be passed through, not listed: PostgreSQL does not run as root", each)
                each.chmod(mode | stat.S_IXOTH)

    def make_folder(self, folder: Path) -> None:
        """A folder that is the user's alone. Raises Refused if there is another of that name."""
        try:
            folder.mkdir(mode=0o700)
            self.give(folder)
        except FileExistsError:
            found = folder.lstat()
            if not stat.S_ISDIR(found.st_mode) or found.st_uid not in (self.uid, 0) or found.st_mode & 0o077:
                raise Refused(
                    f"{folder} is needed for the database and belongs to somebody else; remove it, or set "
                    "CASECLOCK_DATA to a folder with a short name of letters and digits"
                ) from None
            self.give(folder)
