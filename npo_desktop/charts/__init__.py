"""What a chart shows, before anybody paints it: marks, zones and words. Pure."""
