"""Pictures and papers that people send: drawn anew, scanned, and kept where no address reaches."""
