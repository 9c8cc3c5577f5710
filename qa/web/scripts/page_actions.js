// What a click does on something whose class has do-…: opening, asking again and feedback go to the server, the rest is
// done here.
const marks = () => [...document.querySelectorAll('.source-text .found')];
const source = () => document.querySelector('.source-view');
let shown = 0;
// The link that opened the source: where the keyboard goes on when that is closed.
let opener = null;

// Within the source alone: the page around it stays where it is.
function scrollTo(target, share) {
    const box = target?.closest('.source-text');
    if (!box) return;
    const [inner, outer] = [target.getBoundingClientRect(), box.getBoundingClientRect()];
    box.scrollTop += inner.top - outer.top - Math.max(0, box.clientHeight - inner.height) * share;
}

function showMark(number) {
    const all = marks();
    if (!all.length) return;
    shown = (number + all.length) % all.length;
    scrollTo(all[shown].querySelector('mark') ?? all[shown], .4);
    document.querySelectorAll('.source-text .current').forEach(mark => mark.classList.remove('current'));
    all[shown].classList.add('current');
    source().querySelector('.place').textContent = `${shown + 1} / ${all.length}`;
}

// The source at what was cited, and with the keyboard there.
function showCited() {
    showMark(Math.max(0, marks().findIndex(mark => mark.classList.contains('cited'))));
    source().querySelector('h2').focus({ preventScroll: true });
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
    mended();
}

// The conversations, with the keyboard in them.
function shelf() {
    const toggle = document.querySelector('#shelf .toggle-button');
    const closed = getComputedStyle(toggle).display === 'none';
    toggle.click();
    if (closed) setTimeout(() => toggle.focus(), 50);
}

const here = {
    shelf,
    copy,
    next: () => showMark(shown + 1),
    previous: () => showMark(shown - 1),
    part: link => scrollTo(document.querySelector(link.hash), 0),
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
    if (action === 'open') opener = target;
    if (action === 'good' || action === 'bad') {
        target.parentElement.querySelectorAll('.do-good, .do-bad').forEach(one =>
            one.classList.toggle('pressed', one === target));
        mended();
    }
    // The same once more changes nothing that the observer below could see.
    if (action === 'open' && source()?.dataset.place === [place.document, place.start, place.end].join('-')) showCited();
    trigger('click', { action, turn, ...place });
}, true);

document.addEventListener('keydown', event => {
    // Of an input method or an open list Escape closes that.
    if (event.key !== 'Escape' || event.isComposing || event.target.closest?.('[aria-expanded=true], [role=dialog]')) return;
    source()?.querySelector('.do-close').click();
}, true);

// Of files that come together Gradio takes none where one is too large, and says so in English. In place of that one
// goes what says so, and the server refuses it by its name.
const notSent = 'gongwen-qa: too large to be sent';

function sendable(files) {
    const limit = window.gradio_config?.max_file_size ?? Infinity;
    const all = new DataTransfer();
    for (const file of files) all.items.add(file.size > limit ? new File([notSent], file.name) : file);
    return [...files].some(file => file.size > limit) ? all : null;
}

document.addEventListener('change', event => {
    if (!event.target.matches?.(':is(#upload, #question-file) input[type=file]')) return;
    const all = sendable(event.target.files);
    if (all) event.target.files = all.files;
}, true);

document.addEventListener('drop', event => {
    const all = event.target.closest?.('#upload, #question-file') && sendable(event.dataTransfer.files);
    if (!all) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    event.target.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: all }));
}, true);

// Paper is white whatever the screen is.
const paper = matchMedia('print');
let dark = false;
paper.addEventListener('change', () => {
    if (paper.matches) dark = document.body.classList.contains('dark');
    document.body.classList.toggle('dark', dark && !paper.matches);
    // Gradio's own page has a colour for dark screens that does not go by the class.
    document.body.style.backgroundColor = paper.matches ? '#fff' : '';
});

// An answer takes its time; that it was asked for is seen at once, and until the server says something. Noted at the
// button alone: a class of the page would have the style of all that is in it reckoned anew.
let turning = 0;
function asking(on) {
    const send = document.querySelector('#send');
    if (!send || send.hasAttribute('data-asking') === on) return;
    send.toggleAttribute('data-asking', on);
    clearInterval(turning);
    let quarters = 0;
    if (on) turning = setInterval(() => send.style.setProperty('--turned', `${++quarters / 4}turn`), 400);
}
// What was asked stays in its line until there is an answer, and asking it again meanwhile would give two.
let asked = null;
function asksOnce(event) {
    const written = document.querySelector('#question textarea').value;
    const again = written === asked && document.querySelector('#send').hasAttribute('data-asking');
    asked = written;
    if (!again) return asking(true);
    event.preventDefault();
    event.stopImmediatePropagation();
}
document.addEventListener('keypress', event => {
    if (event.key !== 'Enter' || !event.target.matches?.('#question textarea')) return;
    // An input method's Enter takes over what is being written, and sends nothing.
    if (event.isComposing || event.keyCode === 229) event.stopImmediatePropagation();
    else if (!event.shiftKey) asksOnce(event);
}, true);
document.addEventListener('click', event => {
    if (event.target.closest?.('#send')) asksOnce(event);
    else if (event.target.closest?.('#chat .example')) asking(true);
}, true);

// What Gradio says to screen readers in English, in the page's language; it writes it anew with every change.
function mended() {
    const words = document.querySelector('#introduction header')?.dataset;
    if (!words) return;
    document.querySelectorAll('.do-good, .do-bad').forEach(button =>
        button.setAttribute('aria-pressed', button.classList.contains('pressed')));
    // The page in the other language shows what this one shows.
    const language = document.querySelector('#introduction .language');
    const query = new URLSearchParams(location.search);
    query.delete('question');
    query.set('lang', new URLSearchParams(language.search).get('lang'));
    language.search = query;
    document.querySelector('#chat [role=log]')?.setAttribute('aria-label', words.conversation);
    document.querySelector('#shelf .toggle-button')?.setAttribute('aria-label', words.close);
    document.querySelectorAll('#chat .example').forEach(example => example.removeAttribute('aria-label'));
    // The HTML of the message, tags and all.
    document.querySelectorAll('#chat [data-testid][aria-label]').forEach(message => message.removeAttribute('aria-label'));
    // Where files are dropped Gradio goes by the browser's language.
    document.querySelectorAll('.upload-container[aria-label]').forEach(upload => upload.removeAttribute('aria-label'));
    document.querySelectorAll(':is(#upload, #question-file) button .wrap').forEach(wrap => {
        const said = [...wrap.childNodes].filter(node => node.nodeType === Node.TEXT_NODE && node.data.trim());
        said.forEach((text, place) => { text.data = place ? ' ' : words.drop; });
    });
    document.querySelectorAll('#documents .cell-menu-button').forEach(menu => {
        menu.setAttribute('aria-label', words.sort);
        menu.tabIndex = 0;
    });
    // Buttons, which a list may not have as children (WAI-ARIA 1.2, list).
    document.querySelector('#chat .examples[role]')?.removeAttribute('role');
}

// An answer is read from its top, so the question comes to the top of the view, and not the last passage to its bottom:
// before it is painted, or it would be seen to jump.
let said = 0;
function showNewest() {
    const before = said;
    said = document.querySelectorAll('#chat :is(.question, .answer, .not-found, .error)').length;
    if (said !== before) [...document.querySelectorAll('#chat :is(.question, .error)')].at(-1)?.scrollIntoView();
}

// What was just shown or closed.
new MutationObserver(changes => {
    mended();
    showNewest();
    if (changes.some(change => change.target.closest?.('#chat, .toast-wrap'))) asking(false);
    if (opener && changes.some(change => [...change.removedNodes].some(node => node.classList?.contains('source-view')
        || node.querySelector?.('.source-view'))) && !source()) {
        opener.focus();
        opener = null;
    }
    const another = changes.some(change => change.type === 'attributes' || [...change.addedNodes].some(node =>
        node.querySelector?.('.source-view') || node.classList?.contains('source-view')));
    if (another && source()) showCited();
}).observe(document.body, { childList: true, subtree: true, attributeFilter: ['data-place'] });
mended();
