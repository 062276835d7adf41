"""Opening pages in Chromium, and what is noted meanwhile."""

from __future__ import annotations

import gzip
import json
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response, Route

FOLDER = Path(__file__).parent
AXE = FOLDER / "node_modules" / "axe-core" / "axe.min.js"
PROGRAM = "/usr/bin/chromium"
QUIET = (
    "--disable-background-networking",  # else it looks for hosts of its maker
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
    "--no-sandbox",  # CI runs as root
)
DESKTOP = (1280, 900)
PHONE = (360, 780)
_RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa")
_GLANCE = 30  # milliseconds between two looks at what is loaded
_QUIET = 3  # looks at which nothing was, one after the other
_TALLEST = 4000  # pixels of a picture
_PATIENCE = 60_000  # milliseconds


@dataclass
class Opened:
    """A page in a browser.

    Args:
        page: to look at.
        status: that it was answered with.
        errors: that the console told, and errors of scripts.
        foreign: addresses on other hosts that were asked for.
        responses: to all requests.
        pending: requests without an end.
    """

    page: Page
    status: int = 0
    errors: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
    responses: list[Response] = field(default_factory=list)
    pending: set[Request] = field(default_factory=set)

    def settle(self) -> None:
        """Wait until scripts have nothing more to load."""
        quiet = 0
        while quiet < _QUIET:
            self.page.wait_for_timeout(_GLANCE)
            quiet = 0 if self.pending else quiet + 1

    def find_layout_faults(self) -> list[str]:
        """Return what is wrong with the layout at the present size."""
        faults: list[str] = self.page.evaluate((FOLDER / "layout.js").read_text("utf-8"))
        return faults

    def find_violations(self, rules: Sequence[str] = _RULES) -> list[str]:
        """Return the violations that axe-core finds, each with its first elements.

        Args:
            rules: tags or names of rules; those of WCAG 2.1 A and AA unless told.
        """
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(AXE.read_text("utf-8"))  # in this way no policy of the page stops it
        found = self.page.evaluate(f"axe.run(document, {{runOnly: {json.dumps(rules)}}})")
        return [
            f"{one['id']}: {one['help']}: {' | '.join(node['html'][:160] for node in one['nodes'][:3])}"
            f" ({len(one['nodes'])}; {one['nodes'][0]['failureSummary'].splitlines()[-1].strip()[:200]})"
            for one in found["violations"]
        ]

    def take_picture(self, file: Path) -> None:
        """Write a picture of the page, of its beginning where it is long.

        Args:
            file: to write.
        """
        width, height = self.page.evaluate("[innerWidth, document.documentElement.scrollHeight]")
        file.parent.mkdir(parents=True, exist_ok=True)
        clip = {"x": 0.0, "y": 0.0, "width": float(width), "height": float(min(height, _TALLEST))}
        self.page.screenshot(path=file, full_page=True, clip=clip)  # type: ignore[arg-type]  # a typed dict

    def measure_transfer(self) -> int:
        """Return the bytes of all bodies; those that come uncompressed count as compressed with gzip."""
        total = 0
        for response in self.responses:
            if response.headers.get("content-encoding"):
                total += response.request.sizes()["responseBodySize"]
            elif response.ok:
                total += len(gzip.compress(response.body()))
        return total

    def measure_first_view(self) -> float:
        """Return the milliseconds until something was to be seen; 0 if the browser does not tell."""
        told = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0"
        return float(self.page.evaluate(told))

    def walk(self, most: int) -> tuple[list[str], list[tuple[int, bool, str]]]:
        """Press Tab until the focus leaves the page; return what can have it, and what had it, in order.

        Args:
            most: times that Tab is pressed.

        Returns:
            Elements that can have the focus; index among these, whether it was to be seen, and element.
        """
        wanted: list[str] = self.page.evaluate((FOLDER / "focus.js").read_text("utf-8"))
        for _ in range(min(len(wanted), most)):
            self.page.keyboard.press("Tab")
        focused: list[tuple[int, bool, str]] = self.page.evaluate("window.focused")
        return wanted, focused


@contextmanager
def open_page(
    browser: Browser,
    address: str,
    *,
    scripts: bool = True,
    size: Sequence[int] = DESKTOP,
    scheme: str = "light",
) -> Iterator[Opened]:
    """Yield a page that has been loaded in a context of its own, without cookies or cache.

    Args:
        browser: to open it in.
        address: of the page.
        scripts: whether scripts run.
        size: of the window, in pixels.
        scheme: ``light`` or ``dark``.
    """
    host = urlsplit(address).netloc
    context = browser.new_context(
        java_script_enabled=scripts,
        viewport={"width": size[0], "height": size[1]},
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
    )
    context.set_default_timeout(_PATIENCE)
    page = context.new_page()
    opened = Opened(page)

    def route(asked: Route) -> None:
        if urlsplit(asked.request.url).netloc == host:
            asked.continue_()
        else:
            opened.foreign.append(asked.request.url)
            asked.abort()

    def hear(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            opened.errors.append(f"{message.text} ({message.location.get('url', '')})")

    page.route("**/*", route)
    page.on("console", hear)
    page.on("pageerror", lambda error: opened.errors.append(str(error)))
    page.on("request", lambda request: opened.pending.add(request))  # noqa: PLW0108 - as below
    for end in ("requestfinished", "requestfailed"):
        page.on(end, lambda request: opened.pending.discard(request))  # noqa: PLW0108
    page.on("response", lambda response: opened.responses.append(response))  # noqa: PLW0108 - it marks handlers
    try:
        answer = page.goto(address, wait_until="load")
        opened.status = answer.status if answer else 0
        opened.settle()
        yield opened
    finally:
        context.close()
