"""nginx and Apache with a static copy, on a free port of this machine."""

from __future__ import annotations

import socket
import subprocess
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from tests.benchmarks.processes import HOST, find_port

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_NGINX = """\
daemon off; user www-data; pid {work}/pid; error_log {work}/log; worker_processes 1;
events {{ }}
http {{
  include /etc/nginx/mime.types;
  access_log off; client_body_temp_path {work}; proxy_temp_path {work}; fastcgi_temp_path {work};
  uwsgi_temp_path {work}; scgi_temp_path {work};
  server {{ listen 127.0.0.1:{port}; root {root}; include {copy}/nginx.conf; }}
}}
"""
_APACHE = """\
ServerRoot {work}
ServerName copy.invalid
User www-data
Group www-data
Listen 127.0.0.1:{port}
PidFile {work}/pid
ErrorLog {work}/log
Mutex posixsem
{modules}
TypesConfig {work}/mime.types
AddLanguage de .de
AddLanguage en .en
AddEncoding x-gzip .gz .tgz
DocumentRoot {root}
<Directory {root}>
  AllowOverride FileInfo
  Options FollowSymLinks Indexes
  Require all granted
</Directory>
"""
_MODULES = ("mpm_event", "authz_core", "mime", "dir", "rewrite", "headers", "negotiation", "env")


@contextmanager
def run_nginx(root: Path, copy: Path, work: Path) -> Iterator[int]:
    """Yield the port of nginx."""
    port = find_port()
    config = work / "nginx.conf"
    config.write_text(_NGINX.format(work=work, port=port, root=root, copy=copy), "utf-8")
    with _run(["nginx", "-c", str(config), "-p", str(work)], port):
        yield port


@contextmanager
def run_apache(root: Path, copy: Path, work: Path) -> Iterator[int]:
    """Yield the port of Apache, which reads ``.htaccess`` in the copy by itself."""
    del copy
    port = find_port()
    loads = (f"LoadModule {name}_module /usr/lib/apache2/modules/mod_{name}.so" for name in _MODULES)
    (work / "mime.types").write_text("text/html html\ntext/css css\n", "ascii")
    config = work / "apache.conf"
    config.write_text(_APACHE.format(work=work, port=port, root=root, modules="\n".join(loads)), "utf-8")
    with _run(["apache2", "-f", str(config), "-DFOREGROUND"], port):
        yield port


@contextmanager
def _run(command: list[str], port: int) -> Iterator[None]:
    with subprocess.Popen(command) as process:
        try:
            _wait(process, port)
            yield
        finally:
            process.terminate()


def _wait(process: subprocess.Popen[bytes], port: int) -> None:
    for _ in range(100):
        assert process.poll() is None, "it does not start"
        try:
            socket.create_connection((HOST, port)).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise TimeoutError
