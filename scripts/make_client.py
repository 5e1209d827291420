"""Makes the typed Python client of the API from its description."""

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from caseclock.api.description import description
from caseclock.api.making.asks import MEDIA_TYPES, Form

CONFIG = {
    "project_name_override": "caseclock-client",
    "package_name_override": "caseclock_client",
    "post_hooks": [],
    "class_overrides": {"Route": {"class_name": "PolicyRoute", "module_name": "policy_route"}},  # it has a `route`
    "content_type_overrides": dict.fromkeys(
        [MEDIA_TYPES[Form.DOCX], "application/pdf", "application/toml", "application/zip", "image/png"],
        "application/octet-stream",
    ),
}


def make_client(out: Path) -> None:
    """Puts the client's project into the folder `out`, which is made anew."""
    with tempfile.TemporaryDirectory() as folder:
        said, config = Path(folder, "openapi.json"), Path(folder, "config.json")
        said.write_text(json.dumps(description()))
        config.write_text(json.dumps(CONFIG))
        shutil.rmtree(out, ignore_errors=True)
        out.parent.mkdir(parents=True, exist_ok=True)
        tool = Path(sys.executable).with_name("openapi-python-client")
        command = [str(tool), "generate", "--path", str(said), "--config", str(config), "--output-path", str(out)]
        done = subprocess.run(command, capture_output=True, text=True)
    said_by_tool = done.stdout + done.stderr
    if done.returncode or "WARNING" in said_by_tool or "ERROR" in said_by_tool:
        raise SystemExit(f"the client could not be made whole:\n{said_by_tool}")


if __name__ == "__main__":
    make_client(Path(sys.argv[1]))
    print(f"the client is in {sys.argv[1]}: pip install {sys.argv[1]}")
