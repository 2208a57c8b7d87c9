"""A local HTTP server with one file, sent slowly enough to watch it arrive."""

import time
from collections.abc import Generator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

PATH = "/numbers.bin"
CONTENT = b"".join(number.to_bytes(4, "big") for number in range(1_000_000))
"""4 MB of numbers."""

CHUNK = 100_000
SECONDS_PER_CHUNK = 0.03


class SlowFile(BaseHTTPRequestHandler):
    """Answers `PATH`, and everything else with 404."""

    def do_GET(self) -> None:
        """Send the file in pieces."""
        if self.path != PATH:
            self.send_error(404)
            return
        self.send_response(200)
        self.send_header("content-type", "application/octet-stream")
        self.send_header("content-length", str(len(CONTENT)))
        self.end_headers()
        for start in range(0, len(CONTENT), CHUNK):
            self.wfile.write(CONTENT[start : start + CHUNK])
            time.sleep(SECONDS_PER_CHUNK)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  as in the base
        """Say nothing: the output is the demo's."""


@contextmanager
def file_server() -> Generator[str]:
    """Serve the file, and yield the address of the server."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), SlowFile)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
