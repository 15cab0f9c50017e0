"""Damage undone behind gates that honest pages never open: readings, comma noise, misread bytes, converted script."""
