"""Words that every slice shares: errors, changes, time, ids, who may see what."""
