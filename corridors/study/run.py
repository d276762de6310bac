"""Work off a study."""

from __future__ import annotations

from collections.abc import Callable

from corridors.study.model import Answer, Resources, Study


def run(study: Study, resources: Resources | None = None,
        tick: Callable[[str], None] | None = None) -> list[Answer]:
    """Answers of all items, in their order.

    Parameters
    ----------
    resources
        What to use; chosen by the size of the study where None.
    tick
        Told how far it is.
    """
    del resources
    context, out = study.prepare(study.spec), []
    for number, item in enumerate(study.items, 1):
        out.append(study.work(context, item))
        if tick is not None:
            tick(f"{number}/{len(study.items)}")
    return out
