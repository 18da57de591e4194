"""Encrypted storage: keys, header, connection, unit of work, migrations, backup."""
