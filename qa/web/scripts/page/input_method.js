// Workaround for Gradio 6.31: its text box submits when Enter accepts the candidate of an input method (IME), which
// ends the composition and should send nothing. No upstream issue known.
document.addEventListener('keypress', event => {
    const isQuestion = event.key === 'Enter' && event.target.matches?.('#question textarea');
    if (isQuestion && (event.isComposing || event.keyCode === 229)) event.stopImmediatePropagation();
}, true);
