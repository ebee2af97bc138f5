"""Reading scripts: Fountain, FDX, TEI drama and typed text, each with exact places."""
