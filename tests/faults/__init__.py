"""What happens to a device when the world fails: kills, power cuts, full disks, flipped bits, time.

Each fault has a short form, a test, and a long one: `dev.py faults [NAME…]`.
"""
