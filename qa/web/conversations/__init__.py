"""The conversations of a reader: asking, saving in the browser, listing, exporting."""
