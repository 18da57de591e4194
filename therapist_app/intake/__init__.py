"""What is asked of each partner at the start, and a careful suggestion where to begin."""
