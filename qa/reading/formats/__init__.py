"""The file formats that the library reads, one module for each, with their helpers."""
