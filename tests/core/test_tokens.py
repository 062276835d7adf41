"""Tokens: what is kept of them lets nobody write, and whom it lets write is as its holder was told."""

from __future__ import annotations

import hmac
import json
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from pso_graph.core.errors import ParameterError, UnreadableError
from pso_graph.core.tokens import SCOPES, TokenFile, find_token, list_tokens, make_token, save_tokens

if TYPE_CHECKING:
    from pathlib import Path


def test_a_token_has_256_random_bits_and_is_not_kept(tmp_path: Path) -> None:
    file = tmp_path / "tokens"
    made = [make_token(f"name {number}", SCOPES) for number in range(50)]
    save_tokens(file, [kept for _, kept in made])
    written = [token for token, _ in made]
    assert len(set(written)) == 50
    assert all(len(token.removeprefix("psog_")) == 43 for token in written)  # 32 bytes in base64
    content = file.read_text("utf-8")
    assert not any(token in content or token[5:] in content for token in written)
    assert file.stat().st_mode & 0o777 == 0o600


def test_what_is_kept_is_read_again(tmp_path: Path) -> None:
    kept = [
        make_token("Müller", ["update"])[1],
        make_token("b", ["graph-store"], date(2027, 1, 31))[1],
        make_token("c", [])[1],
    ]
    save_tokens(tmp_path / "tokens", kept)
    assert list_tokens(tmp_path / "tokens") == kept
    assert list_tokens(tmp_path / "none") == []


def test_a_token_is_known_by_all_of_it() -> None:
    (first, one), (second, two) = (make_token(name, SCOPES) for name in "ab")
    assert find_token([one, two], first) == one
    assert find_token([one, two], second) == two
    for wrong in (first[:-1], first + "x", first.upper(), "", one.sha256, "\ud800"):
        assert find_token([one, two], wrong) is None


def test_all_tokens_are_compared_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    """How long it takes says neither which token it is, nor how much of it is right."""
    compared: list[tuple[str, str]] = []

    def compare(one: str, other: str) -> bool:
        compared.append((one, other))
        return one == other

    monkeypatch.setattr(hmac, "compare_digest", compare)
    made = [make_token(name, SCOPES) for name in "abc"]
    find_token([kept for _, kept in made], made[0][0])
    assert [one for one, _ in compared] == [kept.sha256 for _, kept in made]
    assert {len(one) for pair in compared for one in pair} == {64}


def test_a_token_is_valid_to_the_end_of_its_last_day() -> None:
    _, token = make_token("a", SCOPES, date(2026, 11, 30))
    assert not token.is_expired(datetime(2026, 11, 30, 23, 59, 59, tzinfo=UTC))
    assert token.is_expired(datetime(2026, 12, 1, tzinfo=UTC))
    assert not make_token("a", SCOPES)[1].is_expired(datetime.max.replace(tzinfo=UTC))


@pytest.mark.parametrize("name", ["", " a", "a\nb", "a\x1b[2J"])
def test_a_name_that_no_log_can_show_is_refused(name: str) -> None:
    with pytest.raises(ParameterError):
        make_token(name, SCOPES)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "x",
        "[]",
        '{"name": "a", "scopes": ["update"]}',
        '{"name": "a", "scopes": ["all"], "sha256": "' + "0" * 64 + '"}',
        '{"name": "a", "scopes": ["update"], "sha256": "00"}',
        '{"name": "a", "scopes": ["update"], "sha256": "' + "0" * 64 + '", "expires": "never"}',
    ],
)
def test_a_line_that_is_no_token_is_said(tmp_path: Path, line: str) -> None:
    file = tmp_path / "tokens"
    save_tokens(file, [make_token("a", SCOPES)[1]])
    with file.open("a") as opened:
        opened.write(line + "\n")
    with pytest.raises(UnreadableError, match="tokens:2"):
        list_tokens(file)


def test_a_file_that_others_may_write_to_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "tokens"
    save_tokens(file, [make_token("a", SCOPES)[1]])
    assert not TokenFile(file).is_readable_by_others
    file.chmod(0o644)
    assert TokenFile(file).is_readable_by_others
    for mode in (0o620, 0o602):
        file.chmod(mode)
        with pytest.raises(UnreadableError, match="chmod 600"):
            TokenFile(file)


def test_a_server_sees_at_once_who_was_taken_out(tmp_path: Path) -> None:
    file = tmp_path / "tokens"
    (first, one), (second, two) = (make_token(name, SCOPES) for name in "ab")
    save_tokens(file, [one])
    known = TokenFile(file)
    assert known.find(first) == one
    save_tokens(file, [two])
    assert known.find(first) is None
    assert known.find(second) == two
    file.unlink()
    with pytest.raises(UnreadableError):
        known.find(second)


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="pso-graph token"):
        TokenFile(tmp_path / "tokens")


def test_a_line_holds_nothing_else(tmp_path: Path) -> None:
    save_tokens(tmp_path / "tokens", [make_token("a", ["update"], date(2027, 1, 31))[1]])
    line = json.loads((tmp_path / "tokens").read_text("utf-8"))
    assert set(line) == {"name", "scopes", "sha256", "expires"}
