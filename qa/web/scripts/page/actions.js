/* global trigger, source, scrollTo, showMark, showCited, shownMark, copy, setAddress, fixLabels */
/* exported opener */
// Clicks on elements of an answer or a source whose class names an action (do-…). The server opens documents, asks
// again and takes feedback; the other actions happen here.

// The link that opened the source: the keyboard focus returns to it when the source is closed.
let opener = null;

// Open or close the list of conversations; an opened list gets the keyboard focus.
function toggleConversations() {
    const toggle = document.querySelector('#conversations .toggle-button');
    const wasClosed = getComputedStyle(toggle).display === 'none';
    toggle.click();
    if (wasClosed) setTimeout(() => toggle.focus(), 50);
}

const localActions = {
    conversations: toggleConversations,
    copy,
    next: () => showMark(shownMark + 1),
    previous: () => showMark(shownMark - 1),
    part: link => scrollTo(document.querySelector(link.hash), 0),
};

document.addEventListener('click', event => {
    const target = event.target.closest?.('[class*="do-"]');
    const action = target?.className.match(/(?:^|\s)do-(\w+)/)?.[1];
    if (!action || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    if (localActions[action]) {
        localActions[action](target);
        return;
    }
    const turn = target.className.match(/(?:^|\s)turn-(\w+)/)?.[1];
    const place = action === 'open' ? Object.fromEntries(new URL(target.href).searchParams) : {};
    if (action === 'open' || action === 'close') setAddress(place);
    if (action === 'open') opener = target;
    if (action === 'good' || action === 'bad') {
        target.parentElement.querySelectorAll('.do-good, .do-bad').forEach(button =>
            button.classList.toggle('pressed', button === target));
        fixLabels();
    }
    // Opening the same citation again does not change the page, so the observer in changes.js does not run.
    if (action === 'open' && source()?.dataset.place === [place.document, place.start, place.end].join('-')) showCited();
    trigger('click', { action, turn, ...place });
}, true);

document.addEventListener('keydown', event => {
    // Escape first closes the candidates of an input method or an open list.
    const isTaken = event.isComposing || event.target.closest?.('[aria-expanded=true], [role=dialog]');
    if (event.key === 'Escape' && !isTaken) source()?.querySelector('.do-close').click();
}, true);
