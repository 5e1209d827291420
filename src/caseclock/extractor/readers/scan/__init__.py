"""Pictures of papers, read by OCR."""
