"""The editor's part: claims accepted, refused, put in order and reworded, each change through the gate."""
