"""Roads and railways on the ground, below the strategic network."""
