"""The real TypeScript compilers, run on a folder."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
COMPILERS = ("typescript", "typescript-5")


def type_check(
    folder: Path, include: list[str], compiler: str = COMPILERS[0], **options: Any
) -> tuple[int, str]:
    """Checks a folder's files, strictly, and gives the exit code and what tsc says."""
    strict = {"noEmit": True, "strict": True, "module": "nodenext", "skipLibCheck": False}
    config = {"compilerOptions": {**strict, **options}, "include": include}
    (folder / "tsconfig.json").write_text(json.dumps(config), encoding="utf-8")
    done = subprocess.run(
        ["node", ROOT / f"node_modules/{compiler}/bin/tsc", "-p", folder],
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    return done.returncode, done.stdout


def bundled_check(folder: Path, include: list[str], target: str = "es2022") -> tuple[int, str]:
    """Checks files as a bundler takes them, where what may be left out may not be undefined."""
    return type_check(
        folder,
        include,
        exactOptionalPropertyTypes=True,
        target=target,
        module="esnext",
        moduleResolution="bundler",
        types=[],
    )
