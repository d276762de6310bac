"""Files on disk: sets of them written all or none, one run at a time, and what a folder holds."""
