"""HTTP API and pages for people; asks the store, writes nothing."""
