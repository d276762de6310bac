"""Comparisons of two networks."""
