"""What the bot remembers: desks, sources, schedules, editions, deliveries."""
