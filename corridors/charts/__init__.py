"""Charts as frozen content and as figures; none of them knows a network."""
