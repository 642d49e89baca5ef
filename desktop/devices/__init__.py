"""Devices beside the PC: what the program needs of each, and a simulator."""
