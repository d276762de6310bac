"""A workbook that is filled in and becomes project and scenario files."""
