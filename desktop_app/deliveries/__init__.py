"""What goes out: the deliveries made from opened signatures."""
