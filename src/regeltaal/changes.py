"""What changed since a revision of git: committed, staged, not staged and new files together."""

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from regeltaal.base.diagnostic import Diagnostic
from regeltaal.base.node import Node
from regeltaal.base.text import Text
from regeltaal.checking import Checked
from regeltaal.project.model import Project
from regeltaal.project.targets import INPUT_NAME

_SAFELY = ("--no-optional-locks", "-c", "core.fsmonitor=false", "-c", "core.quotepath=false")
"""Nothing that a repository asks git to run is run, and nothing is written."""
_OF_A_HOOK = frozenset({"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"})
"""What git tells its hooks: it would look in another folder than the one that is asked about."""

_NO_GIT = Text(
    nl="`--sinds` heeft het programma git nodig, en dat is hier niet gevonden; installeer git of laat `--sinds` weg",
    en="`--sinds` needs the program git, which was not found here; install git or leave out `--sinds`",
)
_NO_REPOSITORY = Text(
    nl="`{folder}` ligt niet in een opslag van git, dus is niet bekend wat er gewijzigd is; laat `--sinds` weg",
    en="`{folder}` is not in a git repository, so it is not known what has changed; leave out `--sinds`",
)
_NOT_OURS = Text(
    nl="git kijkt niet in `{folder}`, want die map is van een andere gebruiker; sta het toe met "
    "`git config --global --add safe.directory {folder}`",
    en="git does not look into `{folder}`, for that folder belongs to another user; allow it with "
    "`git config --global --add safe.directory {folder}`",
)
_NO_REVISION = Text(
    nl="git kent `{revision}` niet; geef een tak, een label of een versie die hier is opgehaald (in CI vaak: haal de "
    "hele geschiedenis op)",
    en="git does not know `{revision}`; give a branch, a tag or a commit that was fetched here (in CI often: fetch the "
    "whole history)",
)
_FAILED = Text(nl="git geeft een fout: {reason}", en="git reports an error: {reason}")


class GitError(Exception):
    """Git can't tell; ``text`` says why, to the user."""

    def __init__(self, text: Text, **facts: str) -> None:
        super().__init__(text.show("en", facts))
        self.text, self.facts = text, facts


class Changes(Node):
    """The files that changed, as absolute paths without links."""

    files: frozenset[Path]

    def concern(self, problem: Diagnostic, project: Project | None) -> bool:
        """Whether a problem is to be told.

        An error that stops rules always is: a change in one place breaks a rule in another. Of the rest, what has its
        place in a file that changed, or its second place.
        """
        if problem.is_error and problem.level is None:
            return True
        places = (problem.span.source, *(label.span.source for label in problem.labels))
        return any(one.path == INPUT_NAME or _real(project, one.path) in self.files for one in places)


def since(revision: str, checked: Checked) -> Changes:
    """What changed in the repositories of all that was checked.

    Raises:
        GitError: there is no git, no repository or no such revision.
    """
    found = set[Path]()
    for folder in sorted({one for target, _ in checked.parts for one in _folders(target.opened.project)}):
        found |= _changed(folder, revision)
    return Changes(frozenset(found))


def _folders(project: Project | None) -> Iterable[Path]:
    if project is None:
        return ()
    if not project.loose:
        return (project.root.resolve(),)
    return {Path(one.path).resolve().parent for one in project.rules if one.path != INPUT_NAME}


def _real(project: Project | None, path: str) -> Path:
    return ((Path() if project is None else project.root) / path).resolve()


def _changed(folder: Path, revision: str) -> set[Path]:
    try:
        top = Path(_git(folder, "rev-parse", "--show-toplevel").rstrip("\n"))
    except _RefusedError as error:
        text = _NOT_OURS if "dubious ownership" in str(error) else _NO_REPOSITORY
        raise GitError(text, folder=str(folder)) from error
    start = _start(top, revision)
    try:
        paths = _git(top, "diff", "--name-only", "-z", "--no-ext-diff", "--no-renames", start, "--").split("\0")
        paths += _git(top, "ls-files", "--others", "--exclude-standard", "-z").split("\0")
    except _RefusedError as error:
        raise GitError(_FAILED, reason=str(error)) from error
    return {(top / path).resolve() for path in paths if path}


def _start(top: Path, revision: str) -> str:
    """Where the present work began: what came onto the other branch after that is not ours."""
    try:
        commit = _git(top, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}").strip()
    except _RefusedError as error:
        raise GitError(_NO_REVISION, revision=revision) from error
    try:
        return _git(top, "merge-base", commit, "HEAD").strip()
    except _RefusedError:
        return commit


class _RefusedError(Exception):
    """Git ended with an error; the text is the first line of what it says of that."""


def _git(folder: Path, *arguments: str) -> str:
    import subprocess  # noqa: PLC0415 - checking without `--sinds` starts no other program

    command: Sequence[str] = ("git", *_SAFELY, *arguments)
    environment = {name: value for name, value in os.environ.items() if name not in _OF_A_HOOK} | {"LC_ALL": "C"}
    try:
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False)  # noqa: S603 - a list, no shell
    except OSError as error:
        raise GitError(_NO_GIT) from error
    if done.returncode:
        raise _RefusedError(os.fsdecode(done.stderr).strip().partition("\n")[0])
    return os.fsdecode(done.stdout)
