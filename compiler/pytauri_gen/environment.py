"""The variables that an app is run with."""

from __future__ import annotations

import os

from pytauri_gen.config import Config


def program_environment(config: Config) -> dict[str, str]:
    """This process's, with the program to be imported from where a build imports it.

    Python's output comes at once, and in UTF-8.
    """
    folders = [*map(str, config.python_path), os.environ.get("PYTHONPATH")]
    path = os.pathsep.join(each for each in folders if each)
    output = {"PYTHONUNBUFFERED": "1", "PYTHONIOENCODING": "utf-8"}
    return {**os.environ, **output, "PYTHONPATH": path}
