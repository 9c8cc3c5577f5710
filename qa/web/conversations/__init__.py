"""The conversations of a user: asking, saving in the browser, listing, exporting."""
