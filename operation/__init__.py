"""Tools for operators: health probes, metrics, diagnosis, backups, and the gunicorn worker."""
