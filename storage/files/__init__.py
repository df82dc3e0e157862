"""The only place that touches the disk for writing: system calls, locks, stable reads, atomic exchange."""
