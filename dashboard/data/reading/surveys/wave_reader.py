"""The part of the Reader that answers for whole waves and what changed since the one before (M44 to M48)."""

from dashboard.data.reading.surveys.wave_ground import WaveGround


class WaveReader(WaveGround):
    """See ``Reader``."""
