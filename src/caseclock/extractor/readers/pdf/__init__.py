"""PDF: its words, tables and page numbers; laying pages out is shared with scans."""
