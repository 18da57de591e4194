"""The intake on screen: partner by partner, and where the work might begin."""
