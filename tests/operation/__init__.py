"""Running an instance: probes, logs, metrics, diagnosis, backups, deployment, faults."""
