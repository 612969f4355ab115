"""What lies in the files: found, decoded, laid out as records with the way back to file and line."""
