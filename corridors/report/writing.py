"""Write the files of a result from Python, those that the commands write."""

from __future__ import annotations

from pathlib import Path

from corridors.analysis.compare import Comparison
from corridors.analysis.scenario_table import Collection
from corridors.analysis.stamps import stamp
from corridors.report.files import comparison_files
from corridors.report.scenarios import scenario_files
from corridors.report.text import write_all


def write(result: Comparison | Collection, folder: Path | str) -> tuple[Path, ...]:
    """Write CSV and JSON of a comparison or of several, all files or none.

    Parameters
    ----------
    result
        A comparison, or that of several scenarios.
    folder
        Made where it is not there.

    Returns
    -------
    paths
        Of the files. Each CSV has a byte-order mark, so that Excel shows Chinese.

    Raises
    ------
    OutputError
        The folder or one of the files cannot be written.
    """
    from corridors.report.documents import all_claims

    files = scenario_files(result) if isinstance(result, Collection) else comparison_files(
        result, all_claims(result))
    made = (None if isinstance(result, Collection) else
            stamp("compare", result.scenario, data=result.base.data_dir))
    write_all(Path(folder), files, stamp=made)
    return tuple(Path(folder) / name for name in files)
