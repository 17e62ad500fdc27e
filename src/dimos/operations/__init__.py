"""From a bare machine to a running system: database server, roles, processes, and the doctor. No room; nothing imports it but the CLI."""
