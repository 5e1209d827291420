"""Files under keys: on disk or in a bucket, encrypted if wished."""
