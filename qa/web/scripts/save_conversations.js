// Apply a change of the saved conversations that the server sent (SavedConversations.changes_since), and nothing else:
// another page of the same browser may have saved conversations in the meantime.
change => {
    if (!change) return;
    const key = parameters.storageKey + (/(?:^|; )gongwen-qa-owner=([^;]*)/.exec(document.cookie)?.[1] ?? '');
    try {
        const { put, drop, current } = JSON.parse(change);
        let saved = [];
        try {
            saved = JSON.parse(localStorage.getItem(key))?.conversations ?? [];
        } catch { /* Something else is stored under this key. */ }
        for (const conversation of put) {
            if (conversation.keep === undefined) continue;
            const kept = saved.find(other => other.id === conversation.id)?.questions ?? [];
            const questions = [...kept.slice(0, conversation.keep), ...conversation.questions];
            conversation.questions = questions.slice(-parameters.questions);
            delete conversation.keep;
        }
        const replaced = new Set([...drop, ...put.map(conversation => conversation.id)]);
        const conversations = [...put, ...saved.filter(conversation => !replaced.has(conversation.id))].slice(0, parameters.limit);
        localStorage.setItem(key, JSON.stringify({ conversations, current }));
        sessionStorage.setItem(key, current);
    } catch { /* The browser stores nothing. */ }
}
