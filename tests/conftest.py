"""What all tests have in common: none leaves anything in the user's folders, or finds what another left there."""

from __future__ import annotations

import os

os.environ["FABULA_CACHE"] = ""
