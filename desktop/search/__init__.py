"""Finding matters by name, pinyin, telephone, number and words, the same on both engines."""
