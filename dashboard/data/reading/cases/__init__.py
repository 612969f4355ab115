"""Cases, tickets and deliveries of one build, for one viewer."""
