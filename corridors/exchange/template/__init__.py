"""Projects and scenarios as an Excel workbook to fill in, and the filled workbook back."""
