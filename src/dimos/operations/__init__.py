"""From a bare machine to a running system: database server, roles, processes, the doctor. Only the CLI imports it."""
