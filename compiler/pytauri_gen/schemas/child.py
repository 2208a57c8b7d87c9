"""The child process that has the library write models, and answers in a file.

Started by `generating` as ``python -P -m pytauri_gen.schemas.child FOLDER`` in an empty folder,
with ``job.json`` in it. It sees copies of schemas and nothing else of the project.
"""

from __future__ import annotations

import importlib
import json
import sys
import warnings
from contextlib import suppress
from pathlib import Path
from typing import Any

from pytauri_gen.schemas.allowed import NotAllowedError, check_allowed
from pytauri_gen.schemas.trial import TrialError, class_at, import_models

_MISSING = (
    "\nfrom pydantic.experimental.missing_sentinel import MISSING\n",
    "\nfrom pydantic_core import MISSING\n",
)
"""Where the sentinel was while it was an experiment, and where it is in every version."""

_MEMORY = 4 * 1024**3
"""Bytes of memory that the process may take."""


def main(folder: Path) -> None:
    """Does what ``job.json`` asks for; the outcome is ``answer.json``."""
    _limit_memory()
    job = json.loads((folder / "job.json").read_text(encoding="utf-8"))
    try:
        answer = _generate(folder, job)
    except Exception as error:  # noqa: BLE001  the library raises any
        answer = {"error": str(error).strip() or type(error).__name__}
    (folder / "answer.json").write_text(json.dumps(answer), encoding="utf-8")


def _generate(folder: Path, job: dict[str, Any]) -> dict[str, Any]:
    library: Any = importlib.import_module("datamodel_code_generator")
    metadata = folder / "models.json"
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        text = library.generate(
            folder / "schemas" / job["name"],
            **job["settings"],
            settings_path=folder / "settings",
            emit_model_metadata=metadata,
        )
    if not isinstance(text, str):
        return {"error": "it would become several modules"}
    text = _escaped(text.replace(*_MISSING, 1))
    return {
        "text": text,
        "models": json.loads(metadata.read_text(encoding="utf-8"))["models"],
        "warnings": [str(each.message) for each in caught],
        **_tried(text, job["modules"]),
    }


def _escaped(text: str) -> str:
    """Code in which no character hides, or turns the direction of the line around."""
    return "".join(each if each.isprintable() or each in "\n\t" else _escape(each) for each in text)


def _escape(character: str) -> str:
    return f"\\U{ord(character):08x}" if character > "\uffff" else f"\\u{ord(character):04x}"


def _tried(text: str, modules: list[str]) -> dict[str, Any]:
    """Why a module can't be used, with the class that is to blame, and which defaults are wrong."""
    try:
        check_allowed(text, modules)
        # Modules of the program are not for this process to import.
        return {"failure": None, "defaults": [] if modules else import_models(text)}
    except NotAllowedError as error:
        message = f"the models would hold {error}, which no model needs"
        failure = {"name": class_at(text, error.line), "message": message}
    except TrialError as error:
        failure = {"name": error.name, "message": str(error)}
    return {"failure": failure, "defaults": []}


def _limit_memory() -> None:
    with suppress(ImportError, ValueError, OSError):  # where there is no such limit
        resource: Any = importlib.import_module("resource")
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
