"""Volumes on links from a table of demand."""
