"""Pages of the strategic assessments."""
