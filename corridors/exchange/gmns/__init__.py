"""Networks as GMNS, the General Modeling Network Specification."""
