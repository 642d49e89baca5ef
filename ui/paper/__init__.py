"""The paper on the screen and at the printer: PDF pages as pictures, printing, saving as a file."""
