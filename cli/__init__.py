"""The commands: parse what was asked, let storage do it, print it for people or for programs."""
