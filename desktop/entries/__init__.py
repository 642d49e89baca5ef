"""What the forms hand to the use cases: plain frozen dataclasses, known to ui and desktop alike."""
