// Put the messages that the server sent (new_messages.py) behind those that the chat shows, and note what it shows.
// A reply may overtake an older one, which then holds nothing new.
(sent, shown) => {
    const messages = shown ?? [];
    // Gradio takes a list for the list of all outputs, so the messages are put in a list.
    if (!sent) return [messages];
    const reply = JSON.parse(sent);
    const before = window.shownMessages;
    const isOld = before?.run === reply.run && reply.revision < before.revision;
    if (isOld) return [messages];
    if (messages.length < reply.start) {
        // The chat has lost messages that were noted as shown: the next reply is to bring all of them.
        window.shownMessages = undefined;
        return [messages];
    }
    window.shownMessages = { run: reply.run, revision: reply.revision, settled: reply.settled };
    return [[...messages.slice(0, reply.start), ...reply.messages]];
}
