"""Turns official work reports into a checked briefing digest."""
