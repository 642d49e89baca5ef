"""Papers as block trees, set into PDF with fonts, line breaks and pages of our own."""
