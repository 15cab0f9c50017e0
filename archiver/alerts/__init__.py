"""Telling people outside: webhooks and commands, guarded and bounded. The door is `deliver`."""
