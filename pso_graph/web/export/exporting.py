"""Writing a static copy: every page and file by the same tasks and workers as the server's."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

from pso_graph.core.errors import PageError, PsoGraphError
from pso_graph.publish.downloads import CHECKSUMS, DUMPS, FOLDER, write_checksums
from pso_graph.publish.listing import ListingTask, read_listing
from pso_graph.query.workers import Limits, QueryPool, SnapshotHost, read_whole
from pso_graph.web.export.describing import list_descriptions
from pso_graph.web.export.folder import open_folder
from pso_graph.web.export.hosting import list_hosting
from pso_graph.web.export.publication import list_assets, list_jobs

if TYPE_CHECKING:
    from pathlib import Path

    from pso_graph.query.workers import QueryRunner, Snapshot
    from pso_graph.web.export.folder import Changes, ExportFolder
    from pso_graph.web.export.publication import Job, Publication

Tell = Callable[[int, int], None]
"""Takes how much is done, and of how much."""

_LIMITS = Limits(seconds=60.0)
_AHEAD = 2  # tasks for each worker: the next one is there when it has done one


def publish_site(
    snapshot: Snapshot, folder: Path, publication: Publication, jobs: int, tell: Tell
) -> Changes:
    """Write the whole site as files, and return what has changed.

    Args:
        snapshot: to write.
        folder: to write into.
        publication: what it is to be.
        jobs: pages that are made at once.
        tell: called after each of them.

    Raises:
        ExportFolderError: if the folder holds something else than an earlier export.
        PageError: if a page cannot be made; then nothing has been written.
    """
    with open_folder(folder) as files, SnapshotHost(snapshot, _LIMITS) as host:
        pool = QueryPool(host.address, jobs, _LIMITS, queue=jobs * _AHEAD, patience=_LIMITS.seconds)
        asyncio.run(_run(pool, jobs, files, publication, tell))
        return files.publish()


async def _run(pool: QueryPool, jobs: int, files: ExportFolder, publication: Publication, tell: Tell) -> None:
    await pool.start()
    try:
        await make_files(pool, files, publication, tell, jobs * _AHEAD)
    finally:
        await pool.close()


async def make_files(
    runner: QueryRunner, files: ExportFolder, publication: Publication, tell: Tell, width: int = 1
) -> None:
    """Make all files of a static copy.

    Args:
        runner: of tasks.
        files: where they go.
        publication: what it is to be.
        tell: as for ``publish_site``.
        width: tasks that are under way at once.

    Raises:
        PageError: if one cannot be made.
    """
    dumps: dict[str, bytes] = {}
    paths: list[str] = []

    def put(path: str, body: bytes) -> None:
        files.put(path, body)
        paths.append(path)
        folder, _, name = path.rpartition("/")
        if folder == FOLDER and name in DUMPS:
            dumps[name] = body

    for path, body in list_assets():
        put(path, body)
    async for path, body in list_descriptions(runner, publication):
        put(path, body)
    jobs = list(list_jobs(publication, read_listing(await read_whole(runner, ListingTask()))))
    await _do_all(runner, jobs, put, tell, width)
    put(f"{FOLDER}/{CHECKSUMS}", write_checksums({name: dumps[name] for name in DUMPS}))
    for path, body in list_hosting(publication, paths):
        put(path, body)


async def _do_all(
    runner: QueryRunner, jobs: list[Job], put: Callable[[str, bytes], None], tell: Tell, width: int
) -> None:
    waiting = iter(enumerate(jobs, 1))

    async def work() -> None:
        for number, job in waiting:
            for path, body in job.unpack(await _do(runner, job)):
                put(path, body)
            tell(number, len(jobs))

    try:
        async with asyncio.TaskGroup() as group:
            for _ in range(width):
                group.create_task(work())
    except* PsoGraphError as errors:
        problem = errors.exceptions[0]
    else:
        return
    raise problem


async def _do(runner: QueryRunner, job: Job) -> bytes:
    try:
        return await read_whole(runner, job.task)
    except PsoGraphError as error:
        where, problem = await _find_broken(runner, job) or (", ".join(job.files), error)
        raise PageError(f"It cannot be made: {problem}", where=where) from problem


async def _find_broken(runner: QueryRunner, job: Job) -> tuple[str, PsoGraphError] | None:
    """Return which file of a job that failed cannot be made, and why; None if each can be by itself."""
    for path, task in job.files.items():
        try:
            await read_whole(runner, task)
        except PsoGraphError as error:
            return path, error
    return None
