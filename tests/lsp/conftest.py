"""One server serves most tests: each opens its folder in it, and closes it again."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest_asyncio

from tests.lsp.editor import Editor, editing


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def desk() -> AsyncIterator[Editor]:
    """An editor with nothing open in it."""
    async with editing() as editor:
        yield editor
