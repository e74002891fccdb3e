"""Any declared source's files to a release, to the lake, to observations: all of it, or nothing."""
