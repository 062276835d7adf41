"""The server's side of one worker."""

from __future__ import annotations

import asyncio
import signal
from collections import deque
from typing import TYPE_CHECKING, Any

from pso_graph.core.errors import Limit, TimeLimitError, WorkerLostError
from pso_graph.query.workers import frames
from pso_graph.query.workers.confinement import make_memory_error, read_usage
from pso_graph.query.workers.turn import Turn

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable

    from pso_graph.core.errors import PsoGraphError
    from pso_graph.query.workers.runner import Charge
    from pso_graph.query.workers.task import Limits, Task

_PATIENCE = 5.0
_RECALLED = 0.05  # seconds that it has to end what nobody waits for any more
_RESIDENT = 0.9  # the part of the memory limit that may be resident
_READ = 1 << 18  # bytes of an answer that are held for a client that does not take them yet


class Worker:
    """A worker process, which answers one task after the other, in the order in which they are sent.

    The connection is read by hand: the streams of asyncio cost more than many a query.

    Args:
        process: its id.
        limits: of its tasks.
        kill: has the process with an id killed.

    Attributes:
        loop: that it belongs to.
        turns: the tasks that it has not done with, in the order in which it takes them.
        on_turn: called when it has done with one, whatever became of that.
        baseline: private resident memory before its first task, in bytes.
        is_ready: whether it has started.
        is_worn: whether it goes away by itself after its last answer.
        digest: of the snapshot that it answers from, once it is ready.
    """

    def __init__(self, process: int, limits: Limits, kill: Callable[[int], None]) -> None:
        self.process = process
        self.loop = asyncio.get_running_loop()
        self.turns: deque[Turn] = deque()
        self.on_turn: Callable[[Worker, Turn], None] = _pass_over
        self.baseline = 0
        self.is_worn = False
        self.digest = ""
        self._limits = limits
        self._kill = kill
        self._status: asyncio.Future[int] = self.loop.create_future()
        self._greeting: asyncio.Future[str] = self.loop.create_future()
        self._reason: PsoGraphError | None = None
        self._connection: socket.socket | None = None
        self._is_listening = False
        self._received = bytearray()  # a message that has not come whole
        self._expected = 0  # bytes of it, as far as known
        self._unsent = bytearray()

    @property
    def has_ended(self) -> bool:
        """Whether the process has ended."""
        return self._status.done()

    @property
    def is_ready(self) -> bool:
        """Whether it has started."""
        return self._greeting.done()

    def connect(self, connection: socket.socket) -> None:
        """Take the connection to the process."""
        if self.has_ended:
            connection.close()
            return
        connection.setblocking(False)
        self._connection = connection
        self.listen()

    async def wait_ready(self) -> None:
        """Wait until it can be asked.

        Raises:
            WorkerLostError: if it ends before.
        """
        either: list[asyncio.Future[Any]] = [self._greeting, self._status]
        await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
        if not self._greeting.done():
            raise await self.explain(0.0)
        self.digest = self._greeting.result()
        self.baseline = (read_usage(self.process) or (0, 0))[1]

    def ask(self, task: Task, charge: Charge | None = None) -> Turn | None:
        """Send it a task, to be done after those that it has; None if it has ended.

        Args:
            task: to be answered.
            charge: see ``QueryRunner.run``.
        """
        if self._connection is None or not self._send(frames.pack_task(task)):
            return None
        turn = Turn(self, min(self._limits.seconds, task.seconds or self._limits.seconds), charge)
        self.turns.append(turn)
        if len(self.turns) == 1:
            turn.begun = self.loop.time()
        return turn

    def can_take(self, most: int, late: float) -> bool:
        """Return whether another task can be sent ahead to it.

        Args:
            most: tasks that it may have with that one.
            late: time by which it must not have begun with what it works at.
        """
        turns = self.turns
        if not 0 < len(turns) < most or self.is_worn or self._unsent:
            return False
        begun = turns[0].begun
        return begun is not None and begun > late

    def withdraw(self) -> None:
        """Take back all tasks that it has not begun with.

        It hears of that before it begins with another. If it has begun with one meanwhile, that is in vain.
        """
        behind = [turn for turn in list(self.turns)[1:] if not turn.is_withdrawn]
        if behind:
            self._send(frames.pack(frames.WITHDRAW, str(len(behind)).encode()))
            for turn in reversed(behind):  # who is told last waits first for another worker
                turn.withdraw()

    def leave(self, turn: Turn) -> None:
        """Have it stop its work for a turn that nobody waits for any more.

        Args:
            turn: one of its own.
        """
        self.listen()  # what is still said of it stands before the next answer
        if self.turns and turn is self.turns[0]:
            self.loop.call_later(_RECALLED, self._insist, turn)
        elif turn in self.turns:
            self.withdraw()

    def check_memory(self) -> None:
        """Stop it if it has grown beyond its limit.

        The kernel's limit on its address space comes first, as a rule; this one sees what grows there
        without being asked for, and ends a worker that hangs where memory was refused.
        """
        usage = read_usage(self.process)
        if usage is not None and usage[1] - self.baseline > self._limits.memory * _RESIDENT:
            self.stop(make_memory_error(self._limits.memory))

    def stop(self, reason: PsoGraphError | None = None) -> None:
        """Have the process killed.

        Args:
            reason: what the answer that it was giving breaks off with.
        """
        self._reason = self._reason or reason
        if not self.has_ended:
            self._kill(self.process)

    def end(self, status: int) -> None:
        """Note that the process has ended.

        Args:
            status: its exit code, or the negative number of the signal that ended it.
        """
        if not self._status.done():
            self._status.set_result(status)
        if not self.turns:  # else what it sent last is still read
            self._disconnect()

    def listen(self) -> None:
        """Go on reading what it says."""
        if self._connection is not None and not self._is_listening:
            self.loop.add_reader(self._connection, self._receive)
            self._is_listening = True

    async def explain(self, seconds: float) -> PsoGraphError:
        """Return why the process ended.

        Args:
            seconds: that the task might take which it had in hand.
        """
        if not self.has_ended:
            await asyncio.wait([self._status], timeout=_PATIENCE)
        status = self._status.result() if self.has_ended else 0
        if self._reason is not None:
            return self._reason
        if status == -signal.SIGALRM:
            return TimeLimitError(
                f"The query took longer than {seconds:g} seconds.",
                fix="Ask for less, or start from a bound term.",
                limit=Limit("time_limit", seconds),
            )
        if status == -signal.SIGABRT:  # what the engine does when it is refused memory
            return make_memory_error(self._limits.memory)
        return WorkerLostError(
            f"The worker that ran this query ended ({_name_status(status)}).",
            fix="Ask again; if it fails again, simplify the query.",
        )

    def _insist(self, turn: Turn) -> None:
        """Stop it unless it has ended a turn; most it ends sooner than another worker would be forked."""
        if not turn.has_ended:
            self.stop()

    def _send(self, message: bytes) -> bool:
        """Send a message, the rest of a long one as the connection takes it; False if it is gone."""
        connection = self._connection
        if connection is None:
            return False
        if self._unsent:
            self._unsent += message
            return True
        try:
            sent = connection.send(message)
        except (BlockingIOError, InterruptedError):
            sent = 0
        except OSError:
            return False
        if sent < len(message):
            self._unsent += message[sent:]
            self.loop.add_writer(connection, self._send_on)
        return True

    def _send_on(self) -> None:
        message = bytes(self._unsent)
        self._unsent.clear()
        if self._connection is not None:
            self.loop.remove_writer(self._connection)
            self._send(message)

    def _receive(self) -> None:
        if self._connection is None:
            return
        try:
            data = self._connection.recv(_READ)
        except (BlockingIOError, InterruptedError):
            return
        except OSError:
            data = b""
        if not data:
            self._disconnect()
            return
        if self._received:
            self._received += data
            if len(self._received) >= self._expected:
                data = bytes(self._received)
                self._received.clear()
                self._take(data)
        else:
            self._take(data)
        turn = self.turns[0] if self.turns else None
        if turn and turn.is_wanted and turn.unread + len(self._received) > _READ and not turn.is_awaited:
            self._pause()  # until its client has taken some of it

    def _take(self, data: bytes) -> None:
        """Hand on the messages that have come whole."""
        head, start, size = frames.FRAME.size, 0, len(data)
        while (stop := start + head) <= size:
            kind, length = frames.FRAME.unpack_from(data, start)
            stop += length
            if stop > size:
                break
            self._hear(kind, data[start + head : stop])
            start = stop
        self._expected = stop - start
        self._received += data[start:]

    def _hear(self, kind: bytes, content: bytes) -> None:
        if kind == frames.READY:
            self._greeting.set_result(content.decode())
            return
        turn = self.turns[0]
        turn.take(kind, content)
        if kind == frames.END:
            self.turns.popleft()
            turn.worked, self.is_worn = frames.read_end(content)
            if self.turns:
                following = self.turns[0]
                following.begun = self.loop.time()
                if not following.is_wanted:  # it may have begun with it before it heard of that
                    self.loop.call_later(_RECALLED, self._insist, following)
            self.on_turn(self, turn)

    def _pause(self) -> None:
        if self._connection is not None and self._is_listening:
            self.loop.remove_reader(self._connection)
            self._is_listening = False

    def _disconnect(self) -> None:
        if self._connection is None:
            return
        self._pause()
        if self._unsent:
            self.loop.remove_writer(self._connection)
        self._connection.close()
        self._connection = None
        turns = list(self.turns)
        self.turns.clear()
        if turns and not self.is_worn:
            turns.pop(0).lose()  # the others it has not begun with
        for turn in reversed(turns):  # as in ``withdraw``
            turn.withdraw()


def _pass_over(_: Worker, __: Turn) -> None:
    """Do nothing."""


def _name_status(status: int) -> str:
    return signal.Signals(-status).name if status < 0 else f"exit code {status}"
