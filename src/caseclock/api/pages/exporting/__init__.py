"""What can be filed: asked for, made, downloaded."""
