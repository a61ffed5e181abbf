"""Where: editions planned, composed, claimed and posted, each exactly once."""
