"""How sure a comparison is: draws over parameters, openings and seasons."""
