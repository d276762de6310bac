"""What each project contributes to a joint gain.

The worth of a set of projects is a game in the sense of Shapley (1953): players are projects, the
worth is what the set saves against the base, and a share is what a player adds on average over all
orders in which they could have come.
"""
