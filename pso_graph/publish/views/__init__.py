"""What the views show: models made of the rows of shipped queries, which know neither HTML nor SVG."""
