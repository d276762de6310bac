"""Files, figures and screens of sweeps."""
