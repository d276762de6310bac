"""The web page of a comparison: one file that works from disk without internet."""
