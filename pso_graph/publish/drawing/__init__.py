"""Pictures of what the views and pages show: layout and SVG, with no library but the standard one's."""
