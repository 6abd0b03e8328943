"""A monkey at the kiosk: everything that hands can do to a screen, at random, and a watch over it."""
