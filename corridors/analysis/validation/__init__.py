"""The model held against what others published."""
