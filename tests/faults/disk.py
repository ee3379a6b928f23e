"""Disks that are full: a small disk of its own where root may mount one, and a file that may not grow."""

import os
import resource
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


def may_mount() -> bool:
    """Whether a small disk can be made here; a container may keep even root from it."""
    return os.geteuid() == 0 and shutil.which("mount") is not None


@contextmanager
def small_disk(place: Path, size: int) -> Iterator[Path]:
    """A disk of so many bytes, in memory."""
    place.mkdir(parents=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(place)], check=True)
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


@contextmanager
def filled(disk: Path, left: int) -> Iterator[None]:
    """That disk with so many bytes left, until the end."""
    ballast = disk / "ballast"
    with suppress(OSError):  # somebody else wrote the last of it: then it is full as well
        ballast.write_bytes(bytes(max(0, shutil.disk_usage(disk).free - left)))
    try:
        yield
    finally:
        ballast.unlink()


def no_larger_than(size: int) -> Callable[[], None]:
    """For a new process: none of its files may get larger. Python ignores the signal for it, so that it lives on."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    return limit
