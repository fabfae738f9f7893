"""Positions for a large network. Pure: arrays in, arrays out, the same for the same network and seed."""

from graphkit.layout.network import Network
from graphkit.layout.place import Layout, lay_out

__all__ = ["Layout", "Network", "lay_out"]
