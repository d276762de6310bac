"""Scenario files, and the network of a date."""
