"""Safety: what each partner said alone, the plan, the risk line, and what a status needs."""
