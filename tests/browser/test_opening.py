"""What is wrong with a page would be noticed."""

from __future__ import annotations

from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING

import pytest

from tests.benchmarks.processes import HOST
from tests.browser.opening import PHONE, open_page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Faults</title><style>
a { outline: none; } .wide { width: 900px; } .cut { overflow: hidden; white-space: nowrap; width: 40px; }
body { color: #ddd; background: #fff; }
@media (prefers-color-scheme: dark) { body { color: #333; background: #222; } }
footer { margin-top: -300px; }
</style></head><body>
<header><a href="#a">unseen focus</a><img src="http://elsewhere.invalid/pixel.gif"></header>
<main style="height: 400px"><p class="wide">This paragraph is wider than a phone.</p>
<p class="cut">This is cut off.</p>
<svg viewBox="0 0 100 20" width="100" height="20"><text x="90" y="15">leaves its picture</text></svg>
<button tabindex="-1">not reached</button></main><footer>Over the rest</footer>
<script>console.error("a complaint"); fetch("missing");</script></body></html>"""


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = PAGE.encode() if self.path == "/" else b""
        self.send_response(200 if body else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def faulty() -> Iterator[str]:
    """The address of a page with a fault of each sort."""
    with ThreadingHTTPServer((HOST, 0), _Handler) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://{HOST}:{server.server_port}/"
        server.shutdown()
        thread.join()


def test_faults_of_a_page_are_found(browser: Browser, faulty: str) -> None:
    with open_page(browser, faulty, size=PHONE) as opened:
        assert opened.foreign == ["http://elsewhere.invalid/pixel.gif"]
        errors = " ".join(opened.errors)
        assert "a complaint" in errors
        assert "404" in errors
        layout = " ".join(opened.find_layout_faults())
        for fault in (
            "scrolls sideways",
            "leaves the window",
            "cuts its text off",
            "overlaps",
            "leaves its picture",
        ):
            assert fault in layout
        found = " ".join(opened.find_violations())
        assert "image-alt" in found
        assert "color-contrast" in found
        assert opened.measure_transfer() > 300


def test_faults_in_the_dark_are_found(browser: Browser, faulty: str) -> None:
    with open_page(browser, faulty) as opened:
        opened.page.emulate_media(color_scheme="dark")
        assert "color-contrast" in opened.find_violations(["color-contrast"])[0]


def test_focus_that_cannot_be_seen_is_found(browser: Browser, faulty: str) -> None:
    with open_page(browser, faulty) as opened:
        wanted, focused = opened.walk(10)
        assert len(wanted) == 1
        assert [is_seen for _, is_seen, _ in focused] == [False]
