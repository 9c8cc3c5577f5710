// What a click does on something whose class has do-…: opening, asking again and feedback go to the server, the rest is
// done here.
const marks = () => [...document.querySelectorAll('.source-text .found')];
let shown = 0;

function showMark(number) {
    const all = marks();
    if (!all.length) return;
    shown = (number + all.length) % all.length;
    const target = all[shown].querySelector('mark') ?? all[shown];
    target.scrollIntoView({ block: 'center' });
    all.forEach((mark, i) => mark.classList.toggle('current', i === shown));
}

async function copy(button) {
    const text = button.querySelector('.copied-text').textContent;
    try {
        await navigator.clipboard.writeText(text);
    } catch {
        // Without https the clipboard is closed to scripts; an old way remains.
        const area = document.body.appendChild(document.createElement('textarea'));
        area.value = text;
        area.select();
        document.execCommand('copy');
        area.remove();
    }
    button.classList.add('is-done');
    setTimeout(() => button.classList.remove('is-done'), 1500);
}

function address(query) {
    const kept = new URLSearchParams(location.search);
    for (const name of ['document', 'start', 'end', 'question']) kept.delete(name);
    for (const [name, value] of Object.entries(query)) kept.set(name, value);
    const text = kept.toString();
    history.replaceState(null, '', text ? `?${text}` : location.pathname);
}

const here = {
    copy,
    next: () => showMark(shown + 1),
    previous: () => showMark(shown - 1),
    part: link => document.querySelector(link.hash)?.scrollIntoView({ block: 'start' }),
};

document.addEventListener('click', event => {
    const target = event.target.closest?.('[class*="do-"]');
    const action = target?.className.match(/(?:^|\s)do-(\w+)/)?.[1];
    if (!action || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    if (here[action]) return here[action](target);
    const turn = target.className.match(/(?:^|\s)turn-(\w+)/)?.[1];
    const place = action === 'open' ? Object.fromEntries(new URL(target.href).searchParams) : {};
    if (action === 'open' || action === 'close') address(place);
    trigger('click', { action, turn, ...place });
}, true);

// The examples are buttons, which a list may not have as children (WAI-ARIA 1.2, list).
const mended = () => document.querySelector('#chat .examples[role]')?.removeAttribute('role');

// The source that was just shown: at its mark, and with the keyboard there.
new MutationObserver(changes => {
    mended();
    const added = changes.some(change => [...change.addedNodes].some(node => node.querySelector?.('.source-view')
        || node.classList?.contains('source-view')));
    if (!added) return;
    const all = marks();
    showMark(Math.max(0, all.findIndex(mark => mark.classList.contains('cited'))));
    document.querySelector('.source-view h2')?.focus({ preventScroll: matchMedia('(min-width: 900px)').matches });
}).observe(document.body, { childList: true, subtree: true });
mended();
