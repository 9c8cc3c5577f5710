// Remove the question from the page's address once it has been asked, so that a reload does not ask it again.
() => {
    const query = new URLSearchParams(location.search);
    query.delete('question');
    history.replaceState(null, '', `${location.pathname}${query.size ? '?' : ''}${query}`);
}
