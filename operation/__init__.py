"""What an operator needs: probes, metrics, diagnosis, backups, and how gunicorn is run."""
