// Pass the reply to an event on to Gradio when Gradio has closed the stream that the server has closed; see
// gradio_fixes/closing_stream.py. Gradio aborts a stream when it closes it, and opens one stream at a time.
const requestNow = window.fetch.bind(window);
let stream = { number: null, signal: null };
let opened = Promise.resolve();

async function afterClosing(reply) {
    const closed = reply.headers.get('X-Closed-Stream');
    if (!closed) return reply;
    await opened;
    const { number, signal } = stream;
    if (number === closed && !signal.aborted) {
        // After some seconds something else is wrong, and Gradio gets the reply without it.
        await new Promise(resolve => {
            signal.addEventListener('abort', resolve, { once: true });
            setTimeout(resolve, 10_000);
        });
    }
    return reply;
}

window.fetch = (...request) => {
    const reply = requestNow(...request);
    const [asked] = request;
    if (!(asked instanceof window.Request) || !asked.url.includes('/queue/data?')) return reply.then(afterClosing);
    opened = reply.then(({ headers }) => {
        stream = { number: headers.get('X-Stream'), signal: asked.signal };
    }, () => {});
    return reply;
};
