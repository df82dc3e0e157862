"""Keep documents safe: files, locks, versions and backups, with no word of HTTP and no kind by name."""
