"""Scripts in and out: import of FDX, TEI and typed text, export to FDX and Fountain."""
