"""Whole releases, installed and updated by the scripts of deploy/ in empty folders."""
