"""Map specification, style and layers of the briefing maps.

Nothing is imported here: ``corridors.mapping.geometry`` stays as light as it is, and matplotlib
loads only with ``corridors.mapping.change_map``.
"""
