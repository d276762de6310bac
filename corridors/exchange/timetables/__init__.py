"""Timetable feeds (GTFS) that become stations and services."""
