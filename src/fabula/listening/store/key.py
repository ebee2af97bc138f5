"""The key under which authors are hashed: nobody's name is kept, and nobody can be looked up without it."""

from __future__ import annotations

import os
import secrets
import unicodedata
from collections.abc import Iterable
from hashlib import blake2b
from pathlib import Path
from typing import Final

from fabula.listening.errors import ListeningError
from fabula.listening.store.place import Store
from fabula.listening.store.writing import write_whole

__all__ = ["AuthorKey", "open_key"]

VARIABLE: Final = "FABULA_LISTENING_KEY"
_LENGTH: Final = 32
_KNOWN: Final = 200_000
"""How many authors are remembered while a source is read; a source with more of them is hashed again now and then."""


class AuthorKey:
    """Hashes authors: BLAKE2b (RFC 7693) keyed with 32 bytes, 8 bytes of it as 16 hexadecimal digits."""

    def __init__(self, key: bytes) -> None:
        self._key = key
        self._known: dict[str, str] = {}

    def hash(self, author: str) -> str:
        """The hash of an author's name as the source writes it, without blanks around it."""
        found = self._known.get(author)
        if found is None:
            name = unicodedata.normalize("NFC", author.strip())
            found = blake2b(name.encode("utf-8", "replace"), key=self._key, digest_size=8).hexdigest()
            if len(self._known) >= _KNOWN:
                self._known.clear()
            self._known[author] = found
        return found

    def hash_all(self, authors: Iterable[str | None]) -> list[str | None]:
        """The hash of each author; None where there is none."""
        return [self.hash(author) if author else None for author in authors]

    @property
    def print(self) -> str:
        """What tells one key from another without giving it away."""
        return blake2b(b"fabula listening", key=self._key, digest_size=8).hexdigest()


def open_key(store: Store) -> AuthorKey:
    """The key of a store; a new one is made for a new store. ``FABULA_LISTENING_KEY`` stands in for the file.

    A team that shares a key, as 64 hexadecimal digits in that variable, gets the same hashes on every machine. Raises
    `ListeningError` if the key is not the one that the store was made with, or no key.
    """
    given = os.environ.get(VARIABLE, "").strip()
    path = store.root / "key"
    key = AuthorKey(_from_variable(given) if given else _from_file(path))
    seen = store.root / "key.print"
    if not seen.is_file():
        write_whole(seen, key.print.encode() + b"\n")
    elif seen.read_text(encoding="ascii", errors="replace").strip() != key.print:
        where = f"the variable {VARIABLE}" if given else str(path)
        raise ListeningError(
            f"the key in {where} is not the one that this audience was added with",
            "the same author would look like two: use the old key, or delete the store and add the sources again",
        )
    return key


def _from_variable(given: str) -> bytes:
    try:
        key = bytes.fromhex(given)
    except ValueError:
        key = b""
    if len(key) != _LENGTH:
        raise ListeningError(
            f"{VARIABLE} is no key", f"it is {2 * _LENGTH} hexadecimal digits, as `openssl rand -hex 32` prints"
        )
    return key


def _from_file(path: Path) -> bytes:
    if not path.exists():
        key = secrets.token_bytes(_LENGTH)
        write_whole(path, key, mode=0o600)
        return key
    key = path.read_bytes()
    if len(key) != _LENGTH:
        raise ListeningError(
            f"{path} is damaged: a key has {_LENGTH} bytes",
            "bring it back, or delete the store and add the sources again",
        )
    return key
