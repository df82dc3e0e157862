"""The register of an archive on microfilm: orders as projects, and their browser sessions."""
