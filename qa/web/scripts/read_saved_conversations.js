// Return the inputs of an event (parameters.inputs of them), the last replaced by the saved conversations and by what
// the chat shows (append_messages.js), as JSON.
(...values) => {
    const key = parameters.storageKey + (/(?:^|; )gongwen-qa-owner=([^;]*)/.exec(document.cookie)?.[1] ?? '');
    let saved = {};
    try {
        saved = JSON.parse(localStorage.getItem(key) ?? '{}');
        const current = sessionStorage.getItem(key);
        // Each page has its own open conversation; a new page begins with the one that was open last.
        if (current !== null) saved.current = current;
    } catch { /* The browser stores nothing, or something else is stored under this key. */ }
    return [...values.slice(0, parameters.inputs - 1), JSON.stringify({ ...saved, shown: window.shownMessages })];
}
