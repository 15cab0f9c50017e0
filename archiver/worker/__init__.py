"""Many machines: workers that take runs, revisits and re-readings from one queue in PostgreSQL."""
