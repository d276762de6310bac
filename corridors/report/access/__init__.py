"""Access of counties on the screen, in files and on maps."""
