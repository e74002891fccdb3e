"""Pages of the registers: commitments, alignment, crosswalk, schemes, evidence, documents."""
