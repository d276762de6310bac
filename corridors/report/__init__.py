"""Tables for people: rounded once, named in both languages, written to files."""
