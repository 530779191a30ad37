"""What the commands import: asking and searching need no web framework, no templates, no validation."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LIST_IMPORTED = """
import sys
from bot.cli.commands import main
try:
    main(sys.argv[1:])
except SystemExit as ended:
    print(ended.code, *sorted({"fastapi", "starlette", "uvicorn", "jinja2", "pydantic"} & sys.modules.keys()))
"""


@pytest.mark.parametrize(
    "arguments",
    [["ask", "Wer unterschrieb?"], ["ask", "Wer unterschrieb?", "--json"], ["search", "Wer?", "--json"]],
    ids=" ".join,
)
def test_asking_imports_no_web_framework(documents: Path, tmp_path: Path, arguments: list[str]) -> None:
    environ = {
        **os.environ,
        "PARTNERBOT_DOCUMENTS": str(documents),
        "PARTNERBOT_INDEX": str(tmp_path / "index"),
    }
    subprocess.run([sys.executable, "-m", "bot", "index"], cwd=ROOT, env=environ, check=True, timeout=300)
    done = subprocess.run(
        [sys.executable, "-c", LIST_IMPORTED, *arguments],
        cwd=ROOT,
        env=environ,
        capture_output=True,
        text=True,
        check=True,
        timeout=300,
    )
    assert done.stdout.splitlines()[-1] == "0"
