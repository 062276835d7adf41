"""What all answers over HTTP share: fields, forms, headers, errors, entity tags, and who asks."""
