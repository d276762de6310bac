"""Map specifications: files that say which map to draw, read and checked, without drawing."""
