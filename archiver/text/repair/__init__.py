"""Damage undone: readings, comma noise, misread bytes and converted script, behind gates that honest pages never open."""
