"""Formulas as MathML, which browsers draw by themselves: no script, no fonts, no TeX.

Docutils brings the converter along; this hands it to Sphinx.
"""

from __future__ import annotations

from typing import Any

from docutils import nodes
from docutils.utils.math import latex2mathml


def markup(latex: str, *, block: bool) -> str:
    """MathML of a formula in LaTeX, drawn in the line or as a block.

    Raises
    ------
    ValueError
        The converter does not know something in the formula.
    """
    tree = latex2mathml.tex2mathml(latex.strip(), as_block=block)
    return tree if isinstance(tree, str) else tree.toxml()


def visit_math(translator: Any, node: nodes.Element) -> None:
    """A formula in the line."""
    translator.body.append(f'<span class="math">{markup(node.astext(), block=False)}</span>')
    raise nodes.SkipNode


def visit_displaymath(translator: Any, node: nodes.Element) -> None:
    """A formula on lines of its own."""
    translator.body.append(
        f'<div class="math">{markup(node.astext(), block=True)}</div>\n')
    raise nodes.SkipNode


def setup(app: Any) -> dict[str, bool]:
    """Register the renderer ``mathml``."""
    app.add_html_math_renderer("mathml", (visit_math, None), (visit_displaymath, None))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
