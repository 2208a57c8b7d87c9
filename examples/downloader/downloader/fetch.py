"""Downloading one file: plain blocking Python, for a worker thread."""

import hashlib
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from http.client import HTTPException, HTTPResponse
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import BinaryIO, cast
from urllib.error import HTTPError, URLError
from urllib.parse import unquote, urlsplit
from urllib.request import urlopen

from downloader.models import Download, Phase, Progress, Source

CHUNK = 64 * 1024
TIMEOUT_SECONDS = 30


class DownloadError(Exception):
    """The file could not be downloaded; the message says why, for people."""


@dataclass(frozen=True)
class Fetch:
    """One download into ``folder``; ``report`` is called from the thread that runs it."""

    url: str
    folder: Path
    report: Callable[[Progress], None]

    def run(self) -> Download:
        """Download the file.

        Raises:
            DownloadError: it is not there, the server can't be reached or breaks off.
        """
        if urlsplit(self.url).scheme not in {"http", "https"}:
            raise DownloadError(f"{self.url!r} does not start with http:// or https://")
        try:
            with urlopen(self.url, timeout=TIMEOUT_SECONDS) as response:  # noqa: S310  see above
                return self._save(cast(HTTPResponse, response))
        except HTTPError as error:
            error.close()
            raise DownloadError(f"{self.url} answered {error.code} {error.reason}") from error
        except (URLError, HTTPException, OSError, ValueError) as error:
            reason = error.reason if isinstance(error, URLError) else error
            raise DownloadError(f"{self.url} can't be downloaded: {reason}") from error

    def _save(self, response: HTTPResponse) -> Download:
        name = file_name(response.url)
        self.folder.mkdir(exist_ok=True)
        with new_file(self.folder / name) as file:
            size, sha256 = self._receive(response, file)
        return Download(
            name=name,
            size=size,
            sha256=sha256,
            source=Source(url=response.url, media_type=response.headers.get_content_type()),
            finished_at=datetime.now(UTC),
        )

    def _receive(self, response: HTTPResponse, file: BinaryIO) -> tuple[int, str]:
        total, received, digest = response.length, 0, hashlib.sha256()
        while chunk := response.read1(CHUNK):
            file.write(chunk)
            digest.update(chunk)
            received += len(chunk)
            self.report(Progress(phase=Phase.RECEIVING, received=received, total=total))
        if total is not None and received < total:
            raise DownloadError(f"{self.url} broke off after {received} of {total} bytes")
        self.report(Progress(phase=Phase.DONE, received=received, total=received))
        return received, digest.hexdigest()


@contextmanager
def new_file(path: Path) -> Generator[BinaryIO]:
    """Yield a file that becomes ``path`` when it is complete, and vanishes if it never is."""
    with NamedTemporaryFile(dir=path.parent, suffix=".part", delete=False) as file:
        part = Path(file.name)
        try:
            yield cast("BinaryIO", file)
        except BaseException:
            file.close()
            part.unlink()
            raise
    part.replace(path)


def file_name(url: str) -> str:
    """Return a name for the file at ``url`` that is a plain name on every system."""
    last = unquote(urlsplit(url).path).rpartition("/")[2]
    plain = "".join(letter if letter.isalnum() or letter in "-_." else "_" for letter in last)
    return plain.strip(".") or "download"
