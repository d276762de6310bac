"""How much can pass between regions."""
