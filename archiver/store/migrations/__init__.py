"""The schema's steps, run by Alembic. A step is not edited after it has been released."""
