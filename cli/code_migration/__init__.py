"""Move code from localStorage to an asynchronous storage service, on syntax trees."""
