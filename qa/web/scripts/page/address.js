/* exported setAddress, updateLanguageLink */
// Write the open citation into the page's address, so that the address can be sent to a colleague.
function setAddress(query) {
    const shown = new URLSearchParams(location.search);
    for (const name of ['document', 'start', 'end', 'question']) shown.delete(name);
    for (const [name, value] of Object.entries(query)) shown.set(name, value);
    const text = shown.toString();
    history.replaceState(null, '', text ? `?${text}` : location.pathname);
    updateLanguageLink();
}

// The link to the page in the other language opens what this page shows.
function updateLanguageLink() {
    const link = document.querySelector('#introduction .language');
    if (!link) return;
    const query = new URLSearchParams(location.search);
    query.delete('question');
    query.set('lang', new URLSearchParams(link.search).get('lang'));
    link.search = query;
}
