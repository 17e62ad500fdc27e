"""Child processes that die with their parent, whatever ends it."""

import ctypes
import os
import pwd
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO

PR_SET_PDEATHSIG = 1
_LIBC = ctypes.CDLL(None)


def die_with_parent(*, signal_number: int = signal.SIGTERM, parent: int | None = None) -> None:
    """Ask the kernel to send this process the signal when its parent ends; ends at once if `parent` is gone already."""
    _LIBC.prctl(PR_SET_PDEATHSIG, signal_number, 0, 0, 0)
    if parent is not None and os.getppid() != parent:
        os._exit(1)


def end_soon_after_parent(*, grace_seconds: float) -> None:
    """End this process a while after its parent, even if its own orderly stop hangs on something that is gone too."""
    parent = os.getppid()

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1)
        time.sleep(grace_seconds)
        os._exit(1)

    threading.Thread(target=watch, daemon=True, name="parent-watch").start()


def spawn_tethered(
    *,
    command: Sequence[str],
    environment: dict[str, str],
    user: pwd.struct_passwd | None = None,
    output: IO[bytes] | int | None = None,
    death_signal: int = signal.SIGTERM,
    directory: Path | None = None,
) -> subprocess.Popen[bytes]:
    """Start a command in a process group of its own, tied to the calling process.

    Call it from the main thread: the kernel ties the child to the *thread* that started it. A group of its own keeps
    a Ctrl-C in the terminal from reaching the child, so that its supervisor decides the order of stopping.
    """
    return subprocess.Popen(
        list(command),
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT if output is not None else None,
        cwd=directory,
        process_group=0,
        user=user.pw_uid if user else None,
        group=user.pw_gid if user else None,
        extra_groups=[] if user else None,
        preexec_fn=_tie(death_signal, os.getpid()),  # noqa: PLW1509 - single-threaded callers, see above
    )


def _tie(signal_number: int, parent: int) -> Callable[[], None]:
    def before_exec() -> None:
        # After the change of user: the kernel forgets the wish when credentials change.
        die_with_parent(signal_number=signal_number, parent=parent)

    return before_exec
