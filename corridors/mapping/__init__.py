"""Layers, lettering and furniture of the maps.

matplotlib loads only with the modules that draw.
"""
