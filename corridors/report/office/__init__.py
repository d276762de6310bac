"""Word, Excel and PowerPoint files of a briefing; each writer needs the extra `office`."""
