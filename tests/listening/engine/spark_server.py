"""A Spark Connect server with two executors of its own, on this machine and for nobody else.

It needs Java, and the jars of the full ``pyspark`` package in the folder that FABULA_SPARK_HOME names; that package
cannot be installed beside the thin client, since both call themselves ``pyspark``.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Final, Self

import fabula

__all__ = ["SparkServer", "missing_for_spark", "session_of"]

_HOST: Final = "127.0.0.1"
_CLASS: Final = "org.apache.spark.sql.connect.service.SparkConnectServer"
_LISTENS: Final = re.compile(r"Spark Connect server started at: \S+:(\d+)")
_REPORTED: Final = "Registered executor "
_PATIENCE: Final = 180.0

_MAIN: Final = sys.modules["__main__"]
if not hasattr(_MAIN, "__file__"):
    # The thin client takes a process whose main module has no file for a run of its own doctests, and ends it. The
    # processes in which tests run side by side are like that.
    _MAIN.__file__ = str(Path(__file__).with_name("__init__.py"))
_QUICK: Final = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
"""For servers that live for a minute: they start in half the time and are not much slower."""


def spark_home() -> Path | None:
    """The folder of a whole Spark, if FABULA_SPARK_HOME names one."""
    named = os.environ.get("FABULA_SPARK_HOME")
    home = Path(named) if named else None
    return home if home is not None and (home / "bin" / "spark-submit").is_file() else None


def missing_for_spark() -> str:
    """Why no server can be started here, or nothing."""
    if spark_home() is None:
        return "FABULA_SPARK_HOME names no Spark (see .ci/run)"
    if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
        return "there is no Java"
    try:
        import pyspark.sql.connect.session  # noqa: F401  the thin client
    except ImportError:
        return "the thin client is not installed: pip install 'fabula[listening-spark]'"
    return ""


class SparkServer:
    """A server while the block lasts, with executors of so many megabytes; everything listens on this machine alone.

    A ``quick`` one is for little data: it starts in half the time.
    """

    def __init__(self, folder: Path, executors: int = 2, memory: int = 1024, *, quick: bool = True) -> None:
        self.folder, self.executors_wanted, self.memory, self.quick = folder, executors, memory, quick
        self.port = 0  # until it has taken one
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"sc://{_HOST}:{self.port}"

    @property
    def log(self) -> Path:
        return self.folder / "spark.log"

    def __enter__(self) -> Self:
        home = spark_home()
        assert home is not None
        settings = {
            "spark.connect.grpc.binding.address": _HOST,
            "spark.connect.grpc.binding.port": "0",
            "spark.driver.bindAddress": _HOST,
            "spark.driver.host": _HOST,
            "spark.driver.memory": "1g",
            "spark.driver.extraJavaOptions": _QUICK if self.quick else "",
            "spark.executor.extraJavaOptions": _QUICK if self.quick else "",
            "spark.ui.enabled": "false",
            "spark.executor.memory": f"{self.memory}m",
            **({"spark.sql.shuffle.partitions": "4"} if self.quick else {}),
            "spark.sql.warehouse.dir": str(self.folder / "warehouse"),
            "spark.local.dir": str(self.folder / "local"),
            "spark.executorEnv.PYTHONPATH": os.pathsep.join(_module_paths()),
        }
        master = f"local-cluster[{self.executors_wanted},1,{self.memory}]"
        command = [str(home / "bin" / "spark-submit"), "--master", master, "--class", _CLASS]
        command += [word for name, value in settings.items() for word in ("--conf", f"{name}={value}")]
        environment = {
            **os.environ,
            "SPARK_HOME": str(home),
            "SPARK_LOCAL_IP": _HOST,
            "SPARK_LOCAL_HOSTNAME": "localhost",
            "SPARK_CONNECT_MODE": "0",
            "PYSPARK_PYTHON": sys.executable,
            "PYTHONPATH": os.pathsep.join(_module_paths()),
        }
        with self.log.open("wb") as log:
            self._process = subprocess.Popen(
                [*command, "spark-internal"],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                env=environment,
                cwd=self.folder,
                start_new_session=True,
            )
        self._wait()
        return self

    def __exit__(self, *_: object) -> None:
        process = self._process
        if process is not None:
            # Workers are in groups of their own; who is killed first cannot start any more of them.
            for pid in (process.pid, *self.processes()):
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            process.wait()

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    def executors(self) -> list[int]:
        """The processes of the executors, sorted."""
        return [pid for pid in self.processes() if b"CoarseGrainedExecutorBackend" in _command(pid)]

    def processes(self) -> list[int]:
        """All processes of the server, its executors and their workers, sorted."""
        return session_of(self.pid)

    def _wait(self) -> None:
        """Until it says on which port it listens and all its executors have reported."""
        assert self._process is not None
        limit = time.monotonic() + _PATIENCE
        while time.monotonic() < limit and self._process.poll() is None:
            log = self.log.read_text(errors="replace")
            port = _LISTENS.search(log)
            if port is not None and log.count(_REPORTED) >= self.executors_wanted:
                self.port = int(port[1])
                return
            time.sleep(0.1)
        self.__exit__()
        raise RuntimeError(f"the Spark server did not start: {self.log.read_text(errors='replace')[-2000:]}")


def session_of(leader: int) -> list[int]:
    """The processes of a session, sorted."""
    found = []
    for entry in Path("/proc").iterdir():
        with suppress(OSError, ValueError):
            if os.getsid(int(entry.name)) == leader:
                found.append(int(entry.name))
    return sorted(found)


def _command(pid: int) -> bytes:
    with suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    return b""


def _module_paths() -> list[str]:
    """Where the workers find fabula and the tests' own modules."""
    return [str(Path(fabula.__file__).parents[1]), str(Path(__file__).parents[3])]
