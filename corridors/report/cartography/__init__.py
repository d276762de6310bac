"""From a map specification to what a map shows, and to files."""
