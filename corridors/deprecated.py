"""Things that will go: said in both languages, with what takes their place and until when.

What may be relied on, and how long a thing stays once it is announced to go, is in
``docs/stability.md``.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import ParamSpec, TypeVar

from corridors.errors import Fault, fault

P = ParamSpec("P")
R = TypeVar("R")


class DeprecatedWarning(FutureWarning):
    """Something that was used will be gone in a later version; shown unless switched off.

    Attributes
    ----------
    fault
        The same to be said in either language.
    """

    def __init__(self, told: Fault) -> None:
        self.fault = told
        super().__init__(told.render("zh"))


def deprecate(old: str, instead: str, *, since: str, until: str, stacklevel: int = 2) -> None:
    """Warn that something will go.

    Parameters
    ----------
    old
        What was used, as the user wrote it: a name, an option, a key of a file.
    instead
        What takes its place.
    since, until
        Version of the package that announces it, and the first one that is without it.
    stacklevel
        Whose line is shown, counted as :func:`warnings.warn` counts; 2 is the caller's.

    Warns
    -----
    DeprecatedWarning
        Always.

    Examples
    --------
    >>> with warnings.catch_warnings(record=True) as seen:
    ...     warnings.simplefilter("always")
    ...     deprecate("--mode", "--modes", since="0.2", until="0.4")
    >>> print(seen[0].message.fault.render("en"))
    --mode is deprecated since corridors 0.2 and will be gone in 0.4. Use --modes.
    """
    told = fault("deprecated", old=old, instead=instead, since=since, until=until)
    warnings.warn(DeprecatedWarning(told), stacklevel=stacklevel + 1)


def deprecated(instead: str, *, since: str, until: str) -> Callable[
        [Callable[P, R]], Callable[P, R]]:
    """Mark a function that will go; each call warns at the caller's line.

    Parameters
    ----------
    instead
        What takes its place.
    since, until
        As in :func:`deprecate`.

    Returns
    -------
    decorator
        Makes a function with the same signature and answer.
    """
    def mark(function: Callable[P, R]) -> Callable[P, R]:
        @wraps(function)
        def marked(*args: P.args, **given: P.kwargs) -> R:
            deprecate(f"{function.__name__}()", instead, since=since, until=until, stacklevel=2)
            return function(*args, **given)

        return marked

    return mark


@contextmanager
def told(show: Callable[[Fault], None]) -> Iterator[None]:
    """Have such warnings said by ``show``, each once; other warnings are as they were."""
    said: set[str] = set()
    with warnings.catch_warnings():
        warnings.simplefilter("always", DeprecatedWarning)
        shown = warnings.showwarning

        def take(message: Warning | str, *rest: object, **more: object) -> None:
            if not isinstance(message, DeprecatedWarning):
                shown(message, *rest, **more)  # type: ignore[arg-type]
            elif str(message) not in said:
                said.add(str(message))
                show(message.fault)

        warnings.showwarning = take
        yield
