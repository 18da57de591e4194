"""What the product knows about how couples heal, loaded from resources and validated."""
