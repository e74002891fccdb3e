"""What is read of ASB case reviews."""

REVIEW = "asb_case_review"
