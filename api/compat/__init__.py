"""The endpoints of the older tools, with their own names and their own shapes of errors."""
