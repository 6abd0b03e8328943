"""What coordinators read and pass on: reports, certificates, replies; as values, drawn elsewhere."""
