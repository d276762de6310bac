"""Shortest paths on arrays: one interface, several engines."""
