"""Files and screens of throughput."""
