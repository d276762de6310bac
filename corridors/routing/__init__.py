"""Impedance, virtual graphs of main-mode families, paths and skims."""
