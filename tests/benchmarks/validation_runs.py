"""Running a validator as a process of its own, up to a cut-off, and measuring it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import venv
from collections import Counter
from dataclasses import dataclass, replace
from threading import Timer
from typing import TYPE_CHECKING

from tests.benchmarks import validation_contestants
from tests.benchmarks.processes import finish
from tests.benchmarks.validation_contestants import CONTESTANTS, FOUND, OURS, OURS_WITH_PLACES, Found

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Run:
    """What a validator took, as a whole process from its start to its end, and what it found.

    Args:
        seconds: by the clock.
        cpu: seconds of processor time.
        peak: most resident memory, in MiB.
        packages: with their versions; empty if it did not come to its end.
        findings: how often each was found.
        problem: why it did not come to its end; empty if it did.
    """

    seconds: float
    cpu: float
    peak: float
    packages: str = ""
    findings: Counter[Found] | None = None
    problem: str = ""


def find_interpreter(name: str, environment: Path, folder: Path) -> str:
    """Return the Python that has a validator; a peer's packages are installed where they are missing.

    Args:
        name: of the validator.
        environment: folder of the virtual environment of peers.
        folder: where the ``log`` of installing is.

    Raises:
        MissingPeerError: if they cannot be installed.
    """
    if name in {OURS, OURS_WITH_PLACES}:
        return sys.executable
    python = environment / "bin" / "python"
    if not python.exists():
        venv.create(environment, with_pip=True)
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    finish([*pip, *CONTESTANTS[name].packages], folder)
    return str(python)


def run(name: str, python: str, folder: Path, cut_off: float) -> Run:
    """Return what a validator took and found.

    Args:
        name: of the validator.
        python: the interpreter that has it.
        folder: with the files to check; what the process prints goes to ``log`` there.
        cut_off: seconds until it is stopped.
    """
    (folder / FOUND).unlink(missing_ok=True)
    command = [python, "-I", validation_contestants.__file__, name, str(folder)]
    log = folder / "log"
    begin = time.perf_counter()
    with log.open("wb") as output, subprocess.Popen(command, stdout=output, stderr=output) as process:
        timer = Timer(cut_off, process.kill)
        timer.start()
        try:
            _, status, used = os.wait4(process.pid, 0)  # tells of this child alone, however it ended
            process.returncode = os.waitstatus_to_exitcode(status)
        finally:
            timer.cancel()
            process.kill()
    seconds = time.perf_counter() - begin
    taken = Run(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)
    if process.returncode == -signal.SIGKILL and seconds >= cut_off:
        return replace(taken, problem=f"stopped after {cut_off:.0f} s")
    if process.returncode:
        return replace(taken, problem=f"failed: {_read_end(log)}")
    told = json.loads((folder / FOUND).read_text("utf-8"))
    return replace(taken, packages=told["packages"], findings=Counter(map(Found._make, told["findings"])))


def _read_end(log: Path) -> str:
    lines = log.read_text("utf-8", errors="replace").strip().splitlines()
    return lines[-1] if lines else "without a word"


def run_often(rounds: int, name: str, python: str, folder: Path, cut_off: float) -> Run:
    """Return the median of several runs by the clock, or the first that did not come to its end.

    Args:
        rounds: how many.
        name: of the validator, as for ``run``.
        python: as for ``run``.
        folder: as for ``run``.
        cut_off: as for ``run``.
    """
    runs: list[Run] = []
    for _ in range(rounds):
        runs.append(run(name, python, folder, cut_off))
        if runs[-1].problem:
            return runs[-1]
    return sorted(runs, key=lambda taken: taken.seconds)[rounds // 2]
