// Apply a change of the saved conversations that the server sent (SavedConversations.changes_since), and nothing else:
// another page of the same browser may have saved conversations in the meantime.
change => {
    if (!change) return;
    try {
        const { put, drop, current } = JSON.parse(change);
        let saved = [];
        try {
            saved = JSON.parse(localStorage.getItem(parameters.storageKey))?.conversations ?? [];
        } catch { /* Something else is stored under this key. */ }
        const replaced = new Set([...drop, ...put.map(conversation => conversation.id)]);
        const conversations = [...put, ...saved.filter(conversation => !replaced.has(conversation.id))].slice(0, parameters.limit);
        localStorage.setItem(parameters.storageKey, JSON.stringify({ conversations, current }));
        sessionStorage.setItem(parameters.storageKey, current);
    } catch { /* The browser stores nothing. */ }
}
