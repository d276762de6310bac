"""Messages between this process and those it starts: a length, then a pickle."""

from __future__ import annotations

import pickle
import struct
from typing import IO, Any

HEAD = struct.Struct(">Q")


def send(stream: IO[bytes], thing: Any) -> None:
    """Write a message whole."""
    raw = pickle.dumps(thing, pickle.HIGHEST_PROTOCOL)
    stream.write(HEAD.pack(len(raw)))
    stream.write(raw)
    stream.flush()


def receive(stream: IO[bytes]) -> Any:
    """Read a message.

    Raises
    ------
    EOFError
        The other end is gone.
    """
    (size,) = HEAD.unpack(_exactly(stream, HEAD.size))
    return pickle.loads(_exactly(stream, size))  # noqa: S301


def _exactly(stream: IO[bytes], size: int) -> bytes:
    raw = stream.read(size)
    if len(raw) < size:
        raise EOFError
    return raw
