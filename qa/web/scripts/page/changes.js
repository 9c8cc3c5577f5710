/* global source, showCited, setPending, fixLabels, opener:writable */
// React to every change of the page: new answers, a source that was opened or closed, labels that Gradio wrote again.

// Bring the newest question to the top of the view, so that its answer is read from the beginning. Gradio would show
// the end of the last passage. This happens before the change is painted; otherwise the text would be seen to jump.
let shownReplies = 0;
function showNewest() {
    const before = shownReplies;
    shownReplies = document.querySelectorAll('#chat :is(.question, .answer, .not-found, .error)').length;
    if (shownReplies !== before) [...document.querySelectorAll('#chat :is(.question, .error)')].at(-1)?.scrollIntoView();
}

const isSource = node => node.classList?.contains('source-view') || node.querySelector?.('.source-view');

new MutationObserver(changes => {
    fixLabels();
    showNewest();
    if (changes.some(change => change.target.closest?.('#chat, .toast-wrap'))) setPending(false);
    if (opener && !source() && changes.some(change => [...change.removedNodes].some(isSource))) {
        opener.focus();
        opener = null;
    }
    const isOpened = changes.some(change => change.type === 'attributes' || [...change.addedNodes].some(isSource));
    if (isOpened && source()) showCited();
}).observe(document.body, { childList: true, subtree: true, attributeFilter: ['data-place'] });
fixLabels();
