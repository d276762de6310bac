"""Word documents of a briefing, with the toolkit's own styles or those of a template."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from corridors.errors import MissingPackageError, fault
from corridors.report.briefing.model import Brief, Language
from corridors.report.briefing.pictures import Pictures
from corridors.report.office.package import normalise_zip

AUTHOR = "corridors"
_LONGEST = 255


def write_docx(brief: Brief, pictures: Pictures, template: Path | None = None) -> bytes:
    """A briefing as a Word document, A4 upright, with real styles, fields and captions.

    The table of contents is filled in, its page numbers are reckoned as Word will most likely
    break the pages; nothing is updated when the document is opened, since Word would warn of it.

    Parameters
    ----------
    template
        The user's own ``.docx``: its styles, page, headers and footers are used. Where a
        paragraph of its body has the mark ``{{content}}`` or ``{{正文}}``, the briefing goes
        there and the rest of the body is kept; otherwise the body is dropped. The marks
        ``{{title}}``, ``{{question}}``, ``{{headline}}`` and ``{{stamp}}`` (``{{标题}}``,
        ``{{问题}}``, ``{{结论}}``, ``{{版本}}``) are filled in wherever they stand, in headers
        and footers too.

    Returns
    -------
    document
        The same bytes for the same briefing, pictures and template.

    Raises
    ------
    InputError
        The template is missing, no Word document, damaged, or lacks styles.
    MissingPackageError
        python-docx is not installed, or a package that drawing needs.
    """
    _require()
    from corridors.report.office.word_document import Writer

    writer = Writer(brief, pictures, template)
    writer.write()
    return _saved(writer.document, brief.title, brief.stamp, brief.lang)


def default_template(lang: Language) -> bytes:
    """The toolkit's own styles and page as a template to adapt, with the mark for the content.

    Raises
    ------
    MissingPackageError
        python-docx is not installed.
    """
    _require()
    from corridors.report.office.word_template import mark_paragraph, own_document
    from corridors.report.office.word_xml import paragraph, runs

    document, styles = own_document(lang)
    document.element.body.insert(0, paragraph(styles["Normal"], *runs(mark_paragraph(lang))))
    return _saved(document, "", "", lang)


def _require() -> None:
    try:
        import docx  # noqa: F401 - only whether it is there
    except ImportError as error:
        raise MissingPackageError(fault("package_missing", package="python-docx",
                                        install='"corridors[office]"')) from error


def _saved(document: Any, title: str, stamp: str, lang: Language) -> bytes:
    """Bytes of a document, its properties without a clock or a user."""
    from datetime import datetime
    from io import BytesIO

    from corridors.report.office.word_xml import clean

    properties = document.core_properties
    properties.title, properties.subject = clean(title)[:_LONGEST], clean(stamp)[:_LONGEST]
    properties.author = properties.last_modified_by = AUTHOR
    properties.comments = properties.keywords = properties.category = ""
    properties.language = "zh-CN" if lang == "zh" else "en-US"
    properties.revision = 1
    properties.created = properties.modified = datetime(2000, 1, 1)
    stream = BytesIO()
    document.save(stream)
    return normalise_zip(stream.getvalue())
