"""What the handbook needs beside Sphinx: languages, formulas and Chinese search, all offline."""
