"""What can be held against a data package: plausibility, reach, published totals, standing."""
