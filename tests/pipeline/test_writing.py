"""A write is the next generation, wholly or not at all, whatever ends it."""

from __future__ import annotations

import asyncio
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING

import pytest

from pso_graph.core.errors import (
    BusyError,
    ConditionError,
    MediaTypeError,
    NoStoreError,
    NotWrittenError,
    ParameterError,
    PsoGraphError,
    SyntaxProblemError,
    TimeLimitError,
    UnknownThingError,
)
from pso_graph.pipeline.writing import (
    Condition,
    Generations,
    GraphChange,
    InvalidChangeError,
    Order,
    Update,
    Upload,
    WriteLimits,
    WriterProcess,
    carry_out,
    create_store,
    prove_shapes,
)
from pso_graph.pipeline.writing.checking import read_shapes
from pso_graph.rdf.terms import Literal, NamedNode, Quad
from pso_graph.store import EmbeddedStore

if TYPE_CHECKING:
    from pathlib import Path

    from pso_graph.pipeline.writing import Change, Record

G = "http://x/g"
SHAPES = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
<http://x/shape> a sh:NodeShape ; sh:targetSubjectsOf <http://x/p> ;
  sh:property <http://x/shape/p> .
<http://x/shape/p> sh:path <http://x/p> ; sh:maxLength 3 ; sh:message "At most three letters."@en .
"""
_marks = count(1)


def make_order(change: Change, condition: Condition | None = None) -> Order:
    return Order(change, "tester", f"{next(_marks):016x}", condition or Condition())


def insert(*values: str) -> Update:
    triples = " ".join(f'<http://x/s> <http://x/p> "{value}" .' for value in values)
    return Update(f"INSERT DATA {{ {triples} }}")


def send(method: str, text: str = "", graph: str | None = G, media_type: str = "text/turtle") -> GraphChange:
    upload = None if method == "delete" else Upload(media_type, media_type, text.encode())
    return GraphChange(method, graph, upload)  # type: ignore[arg-type]


def read_values(generations: Generations) -> list[str]:
    store = EmbeddedStore.open(generations.find_current().store)
    return sorted(quad.object.value for quad in store.find() if isinstance(quad.object, Literal))


def read_log(generations: Generations) -> list[dict[str, object]]:
    return [json.loads(line) for line in generations.log.read_text("utf-8").splitlines()]


@pytest.fixture
def generations(tmp_path: Path) -> Generations:
    found = Generations(tmp_path / "home", kept=3)
    node = NamedNode("http://x/s")
    create_store(found, [Quad(node, NamedNode("http://x/p"), Literal("old"))], "0" * 16)
    return found


def test_a_write_is_logged_without_token_or_text(generations: Generations) -> None:
    record = carry_out(generations, make_order(insert("secret")))
    first, second = read_log(generations)
    assert first["operation"] == "create"
    assert second == {
        "generation": generations.find_current().name,
        "time": record.time,
        "token": "tester",
        "operation": "update",
        "graph": "",
        "sha256": insert("secret").sha256,
        "before": 1,
        "after": 2,
        "created": False,
    }
    assert "secret" not in generations.log.read_text("utf-8")


def test_a_graph_is_put_posted_and_deleted(generations: Generations) -> None:
    created = carry_out(generations, make_order(send("put", "<> <#p> 'a' .")))
    replaced = carry_out(generations, make_order(send("put", "<> <#p> 'b' .")))
    merged = carry_out(generations, make_order(send("post", "<> <#p> 'c' .")))
    assert [record.created for record in (created, replaced, merged)] == [True, False, False]
    assert read_values(generations) == ["b", "c", "old"]
    store = EmbeddedStore.open(generations.find_current().store)
    assert {quad.subject for quad in store.find(graph=NamedNode(G))} == {
        NamedNode(G)
    }  # the base is the graph
    carry_out(generations, make_order(send("delete")))
    assert read_values(generations) == ["old"]
    carry_out(generations, make_order(send("put", "<http://x/s> <http://x/p> 'd' .", graph=None)))
    assert read_values(generations) == ["d"]


def test_several_graphs_come_at_once(generations: Generations) -> None:
    quads = b"<http://x/s> <http://x/p> 'n' <http://x/1> .\n<http://x/s> <http://x/p> 'm' ."
    content = quads.replace(b"'", b'"')
    upload = Upload("application/n-quads", "application/n-quads", content)
    carry_out(generations, make_order(GraphChange("post", None, upload, is_dataset=True)))
    assert read_values(generations) == ["m", "n", "old"]


WRONG: dict[str, tuple[Change, type[PsoGraphError]]] = {
    "an update that does not parse": (Update("INSERT DATA {"), SyntaxProblemError),
    "an update that fails at its end": (
        Update("CLEAR ALL ; CLEAR GRAPH <http://x/none>"),
        PsoGraphError,
    ),
    "a graph that does not parse": (send("put", "<> <#p> 'a' .\n<> bla ."), SyntaxProblemError),
    "a graph that is not there": (send("delete", graph="http://x/none"), UnknownThingError),
    "a form that is none": (send("post", "x", media_type="multipart/form-data"), MediaTypeError),
    "no RDF": (send("post", "x", media_type="text/html"), MediaTypeError),
    "quads for one graph": (send("post", "", media_type="application/n-quads"), MediaTypeError),
    "a graph within a graph": (
        send(
            "put",
            '{"@id": "http://x/1", "@graph": [{"@id": "http://x/2", "http://x/p": "x"}]}',
            media_type="application/ld+json",
        ),
        ParameterError,
    ),
    "a context elsewhere": (
        send(
            "put",
            '{"@context": "http://127.0.0.1:9/c", "@id": "http://x/1"}',
            media_type="application/ld+json",
        ),
        SyntaxProblemError,
    ),
    "no UTF-8": (GraphChange("put", G, Upload("text/turtle", "text/turtle", b"\xff")), PsoGraphError),
}


def test_a_context_elsewhere_is_named(generations: Generations) -> None:
    with pytest.raises(SyntaxProblemError, match="Write the context itself"):
        carry_out(generations, make_order(WRONG["a context elsewhere"][0]))


@pytest.mark.parametrize("case", WRONG)
def test_an_error_leaves_nothing_behind(generations: Generations, case: str) -> None:
    change, kind = WRONG[case]
    current = generations.find_current()
    files = sorted(generations.home.rglob("*"))
    with pytest.raises(kind):
        carry_out(generations, make_order(change))
    assert generations.find_current() == current
    assert sorted(generations.home.rglob("*")) == files
    assert len(read_log(generations)) == 1


def test_blank_nodes_of_two_bodies_are_never_the_same(generations: Generations) -> None:
    for _ in range(2):
        carry_out(generations, make_order(send("post", "_:a <http://x/p> 'v' .")))
    store = EmbeddedStore.open(generations.find_current().store)
    assert len({quad.subject for quad in store.find(graph=NamedNode(G))}) == 2


FORM = (
    b"--b\r\nContent-Disposition: form-data; name=a\r\nContent-Type: text/turtle\r\n\r\n<> <#p> '1' .\r\n"
    b"--b\r\nContent-Disposition: form-data; name=b\r\nContent-Type: application/n-triples\r\n\r\n"
    b'<http://x/s> <http://x/p> "\xc3\xa4" .\r\n--b--\r\n'
)


def test_a_form_is_as_many_graphs_as_it_has_files(generations: Generations) -> None:
    upload = Upload("multipart/form-data", 'multipart/form-data; boundary="b"', FORM)
    carry_out(generations, make_order(GraphChange("put", G, upload)))
    assert read_values(generations) == ["1", "old", "ä"]


@pytest.mark.parametrize(
    "form",
    [
        b"",
        b"--b\r\n",
        FORM.replace(b"text/turtle", b"text/html"),
        FORM.replace(b"Content-Type: text/turtle\r\n", b""),
        FORM.replace(b"text/turtle", b"text/turtle; charset=utf-16"),
        FORM.replace(b"text/turtle", b"multipart/form-data; boundary=c"),
    ],
)
def test_a_form_with_anything_else_is_refused(generations: Generations, form: bytes) -> None:
    upload = Upload("multipart/form-data", 'multipart/form-data; boundary="b"', form)
    with pytest.raises(MediaTypeError):
        carry_out(generations, make_order(GraphChange("put", G, upload)))


def test_an_editor_does_not_overwrite_another(generations: Generations) -> None:
    carry_out(generations, make_order(send("put", "<> <#p> 'a' .")))
    seen = Condition(seen=(generations.find_current().name,))
    carry_out(generations, make_order(send("put", "<> <#p> 'z' .", graph="http://x/other")))
    carry_out(generations, make_order(send("put", "<> <#p> 'b' ."), seen))  # another graph has changed
    with pytest.raises(ConditionError):
        carry_out(generations, make_order(send("put", "<> <#p> 'c' ."), seen))
    assert read_values(generations) == ["b", "old", "z"]


def test_what_must_be_there_or_must_not_is_looked_at(generations: Generations) -> None:
    exists, is_new = Condition(exists=True), Condition(is_new=True)
    with pytest.raises(ConditionError):
        carry_out(generations, make_order(send("put", ""), exists))
    carry_out(generations, make_order(send("put", ""), is_new))  # empty, but there
    with pytest.raises(ConditionError):
        carry_out(generations, make_order(send("put", ""), is_new))
    carry_out(generations, make_order(send("delete"), exists))


@pytest.mark.parametrize("name", ["", "x", "..", "../..", "0000000009-0000000000000000", "0" * 64])
def test_a_generation_that_is_none_is_not_found(generations: Generations, name: str) -> None:
    assert generations.find(name) is None
    with pytest.raises(ConditionError):
        carry_out(generations, make_order(send("put", "", graph=None), Condition(seen=(name,))))


def test_the_last_generations_stay_and_those_that_may_still_be_read(
    generations: Generations, monkeypatch: pytest.MonkeyPatch
) -> None:
    for value in "abcd":
        carry_out(generations, make_order(insert(value)))
    folder = generations.find_current().folder.parent
    assert len(list(folder.iterdir())) == 5
    monkeypatch.setattr("pso_graph.pipeline.writing.generations._GRACE", -60.0)
    carry_out(generations, make_order(insert("e")))
    names = sorted(path.name for path in folder.iterdir())
    assert [int(name[:10]) for name in names] == [4, 5, 6]


def test_a_generation_that_nobody_was_told_of_goes(generations: Generations) -> None:
    """As a writer leaves one that is stopped just before its last step."""
    current = generations.find_current()
    orphan = current.folder.with_name("0000000002-ffffffffffffffff")
    shutil.copytree(current.folder, orphan)
    (generations.home / ".building-x").mkdir()
    carry_out(generations, make_order(insert("a")))
    assert not orphan.exists()
    assert not list(generations.home.glob(".building-*"))
    assert [line["generation"] for line in read_log(generations)][-1] == generations.find_current().name


@pytest.mark.parametrize("left", [b"", b'{"generation": "0000000002', b'{"generation": "0000000002\n'])
def test_a_line_that_is_missing_or_torn_is_made_up_for(generations: Generations, left: bytes) -> None:
    """As a writer leaves the log that is stopped just after its last step."""
    carry_out(generations, make_order(insert("a")))
    first, second = generations.log.read_bytes().splitlines(keepends=True)
    generations.log.write_bytes(first + left)
    carry_out(generations, make_order(insert("b")))
    lines = generations.log.read_bytes().splitlines(keepends=True)
    assert lines[-2] == second
    assert json.loads(lines[-1])["after"] == 3


def test_only_a_folder_of_its_own_will_do(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(ParameterError, match="other things"):
        Generations(tmp_path).exist()
    with pytest.raises(NoStoreError):
        Generations(tmp_path / "none").find_current()
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / ".building-x").mkdir()  # as an interrupted beginning leaves it
    assert not Generations(tmp_path / "new").exist()


def write_shapes(folder: Path, text: str = SHAPES) -> Path:
    file = folder / "shapes.ttl"
    file.write_text(text, "utf-8")
    return file


def test_a_write_that_shapes_refuse_changes_nothing(generations: Generations, tmp_path: Path) -> None:
    shapes = read_shapes([write_shapes(tmp_path)])
    carry_out(generations, make_order(insert("abc")), shapes)
    with pytest.raises(InvalidChangeError, match="At most three letters") as caught:
        carry_out(generations, make_order(send("put", "<http://x/s> <http://x/p> 'abcd' .")), shapes)
    (finding,) = json.loads(caught.value.report.findings)
    assert finding["focus"] == "http://x/s"
    assert finding["value"] == '"abcd"'
    assert finding["graph"] == G
    assert "sh:ValidationReport" in caught.value.report.turtle
    assert read_values(generations) == ["abc", "old"]


def test_shapes_see_literals_as_they_were_written(generations: Generations, tmp_path: Path) -> None:
    shapes = read_shapes([write_shapes(tmp_path)])
    with pytest.raises(InvalidChangeError):
        carry_out(generations, make_order(send("put", "<http://x/s> <http://x/p> 00001 .")), shapes)
    carry_out(generations, make_order(send("put", "<http://x/s> <http://x/p> 1 .")), shapes)


def test_shapes_that_are_gone_are_not_the_fault_of_who_writes(
    generations: Generations, tmp_path: Path
) -> None:
    with pytest.raises(NotWrittenError, match="shapes") as caught:
        write_in_process(generations, insert("a"), None, tmp_path / "gone.ttl")
    assert str(tmp_path) not in str(caught.value)
    assert read_values(generations) == ["old"]


def test_shapes_that_cannot_be_used_are_said_at_once(tmp_path: Path) -> None:
    prove_shapes([write_shapes(tmp_path)])
    with pytest.raises(SyntaxProblemError):
        prove_shapes([write_shapes(tmp_path, "<a> <b>")])


def test_writers_take_turns(generations: Generations) -> None:
    with ThreadPoolExecutor(4) as pool:
        orders = [make_order(insert(str(number))) for number in range(8)]
        records = list(pool.map(lambda order: carry_out(generations, order, patience=30), orders))
    assert sorted(record.after for record in records) == list(range(2, 10))
    assert len(read_values(generations)) == 9
    assert [line["after"] for line in read_log(generations)] == list(range(1, 10))


def test_a_writer_waits_only_so_long(generations: Generations) -> None:
    with generations.lock(0.0):
        begin = time.monotonic()
        with pytest.raises(BusyError):
            carry_out(generations, make_order(insert("a")), patience=0.2)
        assert 0.2 <= time.monotonic() - begin < 5


def write_in_process(
    generations: Generations, change: Change, limits: WriteLimits | None = None, *shapes: Path
) -> Record:
    writer = WriterProcess(generations.home, shapes, limits)
    return asyncio.run(writer.write(make_order(change)))


def test_a_process_does_the_same(generations: Generations, tmp_path: Path) -> None:
    record = write_in_process(generations, insert("a"), None, write_shapes(tmp_path))
    assert record.generation == generations.find_current().name
    assert read_values(generations) == ["a", "old"]
    with pytest.raises(InvalidChangeError) as caught:
        write_in_process(generations, insert("abcd"), None, write_shapes(tmp_path))
    assert "abcd" in caught.value.report.turtle
    with pytest.raises(SyntaxProblemError) as refused:
        write_in_process(generations, Update("x"))
    assert refused.value.position is not None


def test_a_write_that_takes_too_long_is_stopped(generations: Generations) -> None:
    everything = "{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o . ?q ?r ?t . FILTER(?a = ?m) }"
    carry_out(generations, make_order(insert(*map(str, range(100)))))
    before = read_values(generations)
    with pytest.raises(TimeLimitError) as caught:
        write_in_process(
            generations,
            Update(f"INSERT {{ ?a ?b ?o }} WHERE {everything}"),
            WriteLimits(seconds=1, patience=0),
        )
    assert caught.value.limit is not None
    assert caught.value.limit.name == "write_time_limit"
    assert read_values(generations) == before


def test_a_write_that_needs_too_much_memory_is_stopped(generations: Generations) -> None:
    """Entities within entities: a kilobyte that would be gigabytes."""
    entities = '<!ENTITY a "aaaaaaaaaaaaaaaaaaaa">' + "".join(
        f'<!ENTITY {chr(98 + i)} "{f"&{chr(97 + i)};" * 20}">' for i in range(8)
    )
    body = (
        f"<!DOCTYPE x [{entities}]>"
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://e/">'
        '<rdf:Description rdf:about="http://x/s"><e:p>&i;</e:p></rdf:Description></rdf:RDF>'
    )
    with pytest.raises(PsoGraphError) as caught:
        write_in_process(
            generations, send("put", body, media_type="application/rdf+xml"), WriteLimits(memory=1 << 30)
        )
    assert caught.value.code in {"PSO-E002", "PSO-E014", "PSO-E039"}
    assert read_values(generations) == ["old"]


def test_too_many_writes_at_once_are_told_to_come_back(generations: Generations) -> None:
    async def run() -> list[Record | BaseException]:
        writer = WriterProcess(generations.home, limits=WriteLimits(queue=1))
        orders = [make_order(insert(str(number))) for number in range(4)]
        return await asyncio.gather(*map(writer.write, orders), return_exceptions=True)

    results = asyncio.run(run())
    assert [isinstance(result, BusyError) for result in results] == [False, False, True, True]
    assert read_values(generations) == ["0", "1", "old"]


@pytest.mark.parametrize("room", [0, 1 << 12, 1 << 14, 1 << 16])
def test_a_full_disk_leaves_the_old_generation(generations: Generations, room: int) -> None:
    """The limit on the size of a file stands for a disk with so little room."""
    carry_out(generations, make_order(insert("a")))
    current = generations.find_current()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    change = send("put", " ".join(f"<http://x/{i}> <http://x/p> '{i * 7919}' ." for i in range(20_000)))
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, hard))  # which the process of the writer inherits
    try:
        with pytest.raises(NotWrittenError) as caught:
            write_in_process(generations, change)
        assert str(generations.home) not in str(caught.value)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert generations.find_current() == current
    assert read_values(generations) == ["a", "old"]
    write_in_process(generations, insert("b"))
    assert not list(generations.home.glob(".building-*"))
    assert len(read_log(generations)) == 3


WRITER = """
import sys
from pathlib import Path
from pso_graph.pipeline.writing import Generations, Order, Update, carry_out
home, mark, text = sys.argv[1:]
print("ready", flush=True)
carry_out(Generations(Path(home)), Order(Update(text), "tester", mark), patience=5)
"""


@pytest.mark.slow
def test_a_writer_killed_at_any_moment_leaves_the_old_generation_or_the_new(generations: Generations) -> None:
    """Killed after delays that spread over all of a write; the seed makes a failure come back."""
    moments = random.Random(20261121)  # noqa: S311 - nothing is secret
    begin = time.monotonic()
    carry_out(generations, make_order(insert(*(f"first {part}" for part in range(50)))))
    longest, outcomes = 2 * (time.monotonic() - begin), set[bool]()
    for number in range(25):
        value = f"value {number}"
        before = read_values(generations)
        text = insert(*(f"{value} {part}" for part in range(50))).text
        command = [sys.executable, "-c", WRITER, str(generations.home), f"{number:016x}", text]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            process.stdout.readline()
            time.sleep(moments.uniform(0, longest))
            process.kill()
        after = read_values(generations)
        new = sorted([*before, *(f"{value} {part}" for part in range(50))])
        assert after in (before, new)
        outcomes.add(after == new)
        logged = [line["generation"] for line in read_log(generations)]
        assert len(set(logged)) == len(logged)
    assert outcomes == {False, True}, "the moments did not spread over the write"
    carry_out(generations, make_order(insert("last")))
    log = read_log(generations)
    assert [line["after"] for line in log][-1] == len(read_values(generations))
    assert [line["before"] for line in log[1:]] == [line["after"] for line in log[:-1]]  # nothing is missing


def test_a_write_that_was_made_is_not_told_as_failed(
    generations: Generations, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A writer that ends after its last step, and before it could tell."""
    program = (
        "import os, signal\n"
        "from pso_graph.pipeline.writing import process\n"
        "write = process._write\n"
        "process._write = lambda plan: (write(plan), os.kill(os.getpid(), signal.SIGKILL))\n"
        "process.main()\n"
    )
    monkeypatch.setattr("pso_graph.pipeline.writing.process._PROGRAM", program)
    record = write_in_process(generations, insert("a"))
    assert record.generation == generations.find_current().name
    assert read_values(generations) == ["a", "old"]


def test_a_writer_that_ends_before_is_told_as_failed(
    generations: Generations, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pso_graph.pipeline.writing.process._PROGRAM", "import os; os._exit(3)")
    with pytest.raises(NotWrittenError, match="3"):
        write_in_process(generations, insert("a"))
    assert read_values(generations) == ["old"]


def test_a_writer_goes_with_its_parent(generations: Generations) -> None:
    """What is left of it changes nothing any more."""
    parent = (
        "import asyncio, sys\n"
        "from pathlib import Path\n"
        "from pso_graph.pipeline.writing import *\n"
        "home, text = sys.argv[1:]\n"
        "order = Order(Update(text), 'tester', 'f' * 16)\n"
        "print('ready', flush=True)\n"
        "asyncio.run(WriterProcess(Path(home)).write(order))\n"
    )
    joins = " . ".join(f"?a{number} ?b{number} ?c{number}" for number in range(9))
    carry_out(generations, make_order(insert(*map(str, range(100)))))
    text = f"INSERT {{ ?a0 ?b0 ?c8 }} WHERE {{ {joins} }}"
    with subprocess.Popen(
        [sys.executable, "-c", parent, str(generations.home), text], stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        assert wait_for_building(generations)
        os.kill(process.pid, signal.SIGKILL)
    with generations.lock(5.0):  # nobody holds it any more
        assert generations.find_current().read_record().after == 101


def wait_for_building(generations: Generations) -> bool:
    end = time.monotonic() + 20
    while time.monotonic() < end:
        if list(generations.home.glob(".building-*/store/CURRENT")):
            return True
        time.sleep(0.01)
    return False


def test_a_reader_sees_one_generation_to_its_end(generations: Generations) -> None:
    carry_out(generations, make_order(insert(*map(str, range(2000)))))
    store = EmbeddedStore.open(generations.find_current().store)
    quads = store.find()
    next(quads)
    carry_out(generations, make_order(Update("CLEAR ALL")))
    assert 1 + sum(1 for _ in quads) == 2001
    assert read_values(generations) == []


def test_the_log_shows_every_name(generations: Generations) -> None:
    name = "Ärger"
    assert carry_out(generations, replace(make_order(insert("a")), token=name)).token == name
    assert read_log(generations)[-1]["token"] == name
