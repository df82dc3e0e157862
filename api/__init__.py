"""HTTP in front of the store: one module a resource, one table from errors to statuses, one guard."""
