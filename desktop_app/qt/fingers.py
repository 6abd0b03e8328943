"""How a widget says that it looks after many fingers, a palm above all, by itself."""

MANY_FINGERS = "takes_many_fingers"
"""The name of a widget's property. Elsewhere, more than three fingers at once count for nothing."""
