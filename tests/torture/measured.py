"""``measured.py REPORT COMMAND``: run a command, and write how it ended and the most memory that it took, in MB.

Linux counts the memory of whoever started a process as the process's own. The tests' process grows to a gigabyte, so
this small one stands between.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

if __name__ == "__main__":
    report, *command = sys.argv[1:]
    _, status, usage = os.wait4(os.posix_spawnp(command[0], command, os.environ), 0)
    Path(report).write_text(f"{os.waitstatus_to_exitcode(status)} {usage.ru_maxrss // 1024}")
