/* exported setPending */
// A question that waits for its answer: the send button shows a ring at once, and the same question is not sent twice.

// The state is noted on the button alone: a class of the page would make the browser recompute the style of everything.
let ringTimer = 0;
function setPending(isPending) {
    const send = document.querySelector('#send');
    if (!send || send.hasAttribute('data-asking') === isPending) return;
    send.toggleAttribute('data-asking', isPending);
    clearInterval(ringTimer);
    let quarters = 0;
    if (isPending) ringTimer = setInterval(() => send.style.setProperty('--turned', `${++quarters / 4}turn`), 400);
}

// The question stays in its field until it is answered; sending it again meanwhile would give two answers.
function sendOnce(event) {
    const written = document.querySelector('#question textarea').value;
    const isRepeated = written === window.sentQuestion && document.querySelector('#send').hasAttribute('data-asking');
    if (isRepeated) {
        event.preventDefault();
        event.stopImmediatePropagation();
        return;
    }
    window.sentQuestion = written;
    setPending(true);
}

document.addEventListener('keypress', event => {
    if (event.key === 'Enter' && !event.shiftKey && event.target.matches?.('#question textarea')) sendOnce(event);
}, true);

document.addEventListener('click', event => {
    if (event.target.closest?.('#send')) sendOnce(event);
    else if (event.target.closest?.('#chat .example')) setPending(true);
}, true);
