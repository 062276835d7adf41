"""The servers that are compared: each started with a dataset, and stopped.

All answer over the union of the named graphs, on this machine only.
"""

from __future__ import annotations

import re
import sys
import venv
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from tests.benchmarks.processes import HOST, find_port, find_program, finish, post_file, run_server, tell

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

OURS = "pso-graph"
_PROGRAM = "from pso_graph.cli import main; main()"


@dataclass(frozen=True)
class Setting:
    """What a server is started with.

    Args:
        data: N-Quads.
        folder: empty, for what the server writes.
        environment: folder of a virtual environment, where peers are installed that are not yet there.
        options: more of ``pso-graph serve``.
    """

    data: Path
    folder: Path
    environment: Path
    options: tuple[str, ...] = ()


@dataclass(frozen=True)
class Endpoint:
    """A server that answers.

    Args:
        version: of the server.
        settings: how it was started.
        port: on this machine.
        path: of its endpoint.
    """

    version: str
    settings: str
    port: int
    path: str


Start: TypeAlias = "Callable[[Setting], AbstractContextManager[Endpoint]]"


@contextmanager
def run_ours(setting: Setting) -> Iterator[Endpoint]:
    """Yield our server, with all its protection on."""
    port = find_port()
    options = ["--host", HOST, "--port", str(port), *setting.options]
    command = [sys.executable, "-c", _PROGRAM, "serve", "--data", str(setting.data), *options]
    with run_server(command, setting.folder, port, "/sparql"):
        settings = " ".join(("all limits on, serve --data", *setting.options))
        yield Endpoint(version(OURS), settings, port, "/sparql")


@contextmanager
def run_oxigraph_in_memory(setting: Setting) -> Iterator[Endpoint]:
    """Yield Oxigraph's server with the data in memory."""
    program, port = _install(setting, "oxigraph"), find_port()
    command = [program, "serve", "--bind", f"{HOST}:{port}", "--union-default-graph"]
    with run_server(command, setting.folder, port, "/query"):
        post_file(port, "/store", setting.data, "application/n-quads")
        yield Endpoint(_read_version(program), "serve --union-default-graph, no location", port, "/query")


@contextmanager
def run_oxigraph_on_disk(setting: Setting) -> Iterator[Endpoint]:
    """Yield Oxigraph's server with the data on disk, loaded in bulk and optimised."""
    program, port = _install(setting, "oxigraph"), find_port()
    location = ["--location", str(setting.folder / "store")]
    finish([program, "load", *location, "--file", str(setting.data)], setting.folder)
    finish([program, "optimize", *location], setting.folder)
    command = [program, "serve-read-only", *location, "--bind", f"{HOST}:{port}", "--union-default-graph"]
    with run_server(command, setting.folder, port, "/query"):
        settings = "load, optimize, serve-read-only --union-default-graph"
        yield Endpoint(_read_version(program), settings, port, "/query")


@contextmanager
def run_rdflib_endpoint(setting: Setting) -> Iterator[Endpoint]:
    """Yield rdflib-endpoint, with rdflib's own store."""
    program, port = _install(setting, "rdflib-endpoint", extra="[cli]"), find_port()
    command = [program, "serve", "--host", HOST, "--port", str(port), str(setting.data)]
    with run_server(command, setting.folder, port, "/"):
        told = tell([str(setting.environment / "bin" / "pip"), "show", "rdflib-endpoint", "rdflib"])
        versions = re.findall(r"^Version: (\S+)", told, re.MULTILINE)
        yield Endpoint(" with rdflib ".join(versions), "serve", port, "/")


_VIRTUOSO = """\
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
[TempDatabase]
DatabaseFile = temporary.db
TransactionFile = temporary.trx
[Parameters]
ServerPort = {host}:{sql_port}
DirsAllowed = {folder}
NumberOfBuffers = 170000
MaxDirtyBuffers = 130000
[HTTPServer]
ServerPort = {host}:{port}
ServerThreads = 80
MaxKeepAlives = 80
KeepAliveTimeout = 60
"""


@contextmanager
def run_virtuoso(setting: Setting) -> Iterator[Endpoint]:
    """Yield Virtuoso, with room for the data in memory and threads for all clients."""
    server, client = find_program(Path("virtuoso-t")), find_program(Path("isql-vt"))
    port, sql_port = find_port(), find_port()
    folder = setting.data.parent
    configuration = _VIRTUOSO.format(host=HOST, port=port, sql_port=sql_port, folder=folder)
    (setting.folder / "virtuoso.ini").write_text(configuration, encoding="utf-8")
    command = [server, "+foreground", "+configfile", "virtuoso.ini"]
    with run_server(command, setting.folder, port, "/sparql"):
        load = f"ld_dir('{folder}', '{setting.data.name}', 'urn:none'); rdf_loader_run(); checkpoint;"
        finish([client, f"{HOST}:{sql_port}", "dba", "dba", f"exec={load}"], setting.folder)
        settings = "ServerThreads 80, MaxKeepAlives 80, NumberOfBuffers 170000"
        yield Endpoint(_read_version(server), settings, port, "/sparql")


PEERS: dict[str, Start] = {
    OURS: run_ours,
    "Oxigraph, memory": run_oxigraph_in_memory,
    "Oxigraph, disk": run_oxigraph_on_disk,
    "rdflib-endpoint": run_rdflib_endpoint,
    "Virtuoso": run_virtuoso,
}
"""How each server is started."""


def _read_version(program: str) -> str:
    match = re.search(r"\d+\.\d[\w.-]*", tell([program, "--version"]))
    return match[0] if match else "of unknown version"


def _install(setting: Setting, package: str, extra: str = "") -> str:
    """Return the program of a peer that has the name of its package."""
    programs = setting.environment / "bin"
    if not (programs / "pip").exists():
        venv.create(setting.environment, with_pip=True)
    if not (programs / package).exists():
        pip = [str(programs / "pip"), "install", "--quiet", "--disable-pip-version-check"]
        finish([*pip, package + extra], setting.folder)
    return find_program(programs / package)
