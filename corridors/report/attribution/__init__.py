"""Files, figures and screens of attributions."""
