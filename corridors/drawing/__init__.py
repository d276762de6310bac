"""What maps and charts share: the font, the look, texts, measuring of text, files of figures."""
