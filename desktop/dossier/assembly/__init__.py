"""Binding: papers, scans and photos become one PDF with an index that is true."""
