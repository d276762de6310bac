"""Files, figures, maps and screens of criticality."""
