"""What is claimed is measured here; the results stand in README.md beside this file."""
