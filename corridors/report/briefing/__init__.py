"""What a briefing says, as data: the one source of Word, Excel, slides and page."""
