"""What all tests have in common: none leaves anything in the user's folders, or finds what another left there."""

from __future__ import annotations

import os
import signal

os.environ["FABULA_CACHE"] = ""

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # a shell's background job; commands that tests start inherit it
    signal.signal(signal.SIGINT, signal.default_int_handler)
