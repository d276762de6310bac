"""What each project contributes to a joint gain."""
