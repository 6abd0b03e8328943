"""The keyboard on the glass: layouts as data, what a touch means, and one painted widget."""
