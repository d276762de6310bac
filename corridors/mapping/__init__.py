"""Style, layers and lettering of the briefing maps.

matplotlib loads only with ``corridors.mapping.change_map``.
"""
