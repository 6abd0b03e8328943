"""THE VOLUNTEER'S AND COORDINATOR'S SCREENS: one window, a navigation, and a desk for each place."""
