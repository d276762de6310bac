"""Access of counties: the way to stations, ports and airports, and the hubs within reach."""
