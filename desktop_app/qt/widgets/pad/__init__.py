"""The pad on which a signature is drawn: whose points are ink, how ink looks, and the widget."""
