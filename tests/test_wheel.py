"""The wheel carries all that it needs and works outside the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from tests.conftest import ROOT


@pytest.mark.slow
def test_the_wheel_builds_a_graph_outside_the_checkout(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path], check=True, cwd=ROOT
    )
    (wheel,) = tmp_path.glob("*.whl")
    target = tmp_path / "site"
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--target"]
    subprocess.run([*pip, target, wheel], check=True, cwd=tmp_path)
    # The dependencies come from this environment; its own editable pso-graph does not, since
    # folders of PYTHONPATH are not searched for .pth files.
    path = os.pathsep.join([str(target), sysconfig.get_path("purelib")])
    environment = {**os.environ, "PYTHONPATH": path, "PYTHONNOUSERSITE": "1"}

    def run(
        *words: str, program: str = "import sys; from pso_graph.cli import main; sys.exit(main())"
    ) -> str:
        command = [sys.executable, "-S", "-c", program, *words]
        return subprocess.run(
            command, check=True, cwd=tmp_path, env=environment, text=True, capture_output=True
        ).stdout

    imported = run(program="import pso_graph; print(pso_graph.__file__, end='')")
    assert Path(imported).is_relative_to(target)
    run("build")
    assert "pso-19-2023/2.l.1" in run("lineage", "bspc-28-2019/26", "--direction", "forward")
