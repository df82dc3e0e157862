"""What a project means: its kind, its name, and what its format asks for."""
