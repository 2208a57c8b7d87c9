"""The files of the front end."""

import mimetypes
import os
from pathlib import Path

from starlette.responses import FileResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from pytauri_runtime.hosts.serve.exceptions import MissingFrontendError

# An instance of its own: the module's functions ask the Windows registry, which often says that
# JavaScript is text/plain, and browsers then refuse to run modules.
_TYPES = mimetypes.MimeTypes()
for _suffix, _type in {
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".avif": "image/avif",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
}.items():
    _TYPES.add_type(_type, _suffix)


class FrontendFiles(StaticFiles):
    """Serves a folder; a folder in it answers with its ``index.html``.

    Nothing outside it can be reached, by ``..`` or by a symbolic link: Starlette compares real
    paths (starlette/staticfiles.py, ``lookup_path``).
    """

    def __init__(self, frontend: Path) -> None:
        """Serve ``frontend``.

        Raises:
            MissingFrontendError: it is not a folder.
        """
        if not frontend.is_dir():
            raise MissingFrontendError(f"the front end's folder does not exist: {frontend}")
        super().__init__(directory=frontend, html=True)

    def file_response(
        self,
        full_path: "str | os.PathLike[str]",
        stat_result: os.stat_result,
        scope: Scope,
        status_code: int = 200,
    ) -> Response:
        """Answer with one file, which browsers may keep but ask for again."""
        response = super().file_response(full_path, stat_result, scope, status_code)
        if isinstance(response, FileResponse):
            response.headers["content-type"] = content_type(full_path)
        response.headers["cache-control"] = "no-cache"
        response.headers["x-content-type-options"] = "nosniff"
        return response


def content_type(path: "str | os.PathLike[str]") -> str:
    """Return the MIME type by the name's suffix, the same on every system."""
    guessed = _TYPES.guess_type(path)[0] or "application/octet-stream"
    return f"{guessed}; charset=utf-8" if guessed.startswith("text/") else guessed
