"""Orders of a web shop, and the pet store that they are sent to."""
