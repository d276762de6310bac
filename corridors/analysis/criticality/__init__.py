"""What the network loses where a part of it fails."""
