"""Sphinx settings of the handbook; Chinese unless ``-D language=en``.

    python -m sphinx -W -q -b html docs build/handbook/zh
    python -m sphinx -W -q -b html -D language=en docs build/handbook/en

Each run leaves the chapters of the other language out and takes the reference pages, which are
bilingual, into both. Nothing is fetched, no clock is read: the same sources give the same bytes.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[1]))

import corridors

project = "corridors"
author = "corridors project"
version = release = corridors.__version__
language = "zh_CN"

extensions = ["myst_parser", "sphinx.ext.autodoc", "numpydoc", "sphinx_ext.languages",
              "sphinx_ext.mathml", "sphinx_ext.chinese_search",
              "sphinx_ext.chinese_font"]
exclude_patterns = ["examples", "notebooks", "sphinx_ext"]
nitpicky = False
suppress_warnings = ["myst.header"]  # pages that begin below their title, for the code host
smartquotes = False  # the quotes of the sources are meant

myst_enable_extensions = ["dollarmath"]
myst_heading_anchors = 4
myst_dmath_double_inline = True
html_math_renderer = "mathml"

autodoc_member_order = "bysource"
autodoc_default_options = {"exclude-members": "model_config, model_post_init"}
autodoc_typehints = "signature"
autodoc_typehints_format = "short"
numpydoc_show_class_members = False
numpydoc_class_members_toctree = False
numpydoc_xref_param_type = False

html_theme = "furo"
html_title = "corridors"
html_static_path = ["handbook/static"]
html_css_files = ["handbook.css"]
html_copy_source = False
html_show_sourcelink = False
html_show_sphinx = False
html_show_copyright = False
html_last_updated_fmt = None
html_domain_indices = False
html_use_index = False
html_theme_options = {"top_of_page_buttons": [], "footer_icons": []}
pygments_style = "friendly"
highlight_language = "text"
