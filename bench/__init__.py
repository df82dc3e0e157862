"""Measurements of the speed bars, side by side with their yardsticks in one run: `python -m bench`."""
