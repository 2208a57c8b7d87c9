"""Reads the frame buffer of Xvfb, which is an X window dump, as a PNG file."""

import struct
import zlib
from pathlib import Path

HEADER = struct.Struct(">25I")
COLOUR_SIZE = 12


def read_screenshot(dump: Path) -> bytes:
    """Return the screen as PNG; of depth 24, four bytes to a pixel, as Xvfb has it on any PC."""
    content = dump.read_bytes()
    fields = HEADER.unpack_from(content)
    header_size, width, height, stride, colours = (fields[i] for i in (0, 4, 5, 12, 19))
    start = header_size + colours * COLOUR_SIZE
    rows = (content[start + y * stride :][: width * 4] for y in range(height))
    return _png(width, height, b"".join(b"\0" + _rgb(row) for row in rows))


def _rgb(row: bytes) -> bytes:
    pixels = bytearray(len(row) // 4 * 3)
    pixels[0::3], pixels[1::3], pixels[2::3] = row[2::4], row[1::4], row[0::4]
    return bytes(pixels)


def _png(width: int, height: int, rows: bytes) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*part) for part in parts)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
