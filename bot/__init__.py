"""Digests in, messages out: Readout on Discord."""
