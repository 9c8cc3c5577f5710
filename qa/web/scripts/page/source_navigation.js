/* exported source, scrollTo, showMark, showCited, shownMark */
// The source view: the cited places of the open document and how a reader goes from one to the next.
const source = () => document.querySelector('.source-view');
// The places in the order of the text, beginning with the cited one; after the end the text begins again.
function marks() {
    const all = [...document.querySelectorAll('.source-text .found')];
    const cited = Math.max(0, all.findIndex(mark => mark.classList.contains('cited')));
    return [...all.slice(cited), ...all.slice(0, cited)];
}
let shownMark = 0;

// Scroll the text of the source only; the page around it stays in its place.
function scrollTo(target, share) {
    const box = target?.closest('.source-text');
    if (!box) return;
    const [inner, outer] = [target.getBoundingClientRect(), box.getBoundingClientRect()];
    box.scrollTop += inner.top - outer.top - Math.max(0, box.clientHeight - inner.height) * share;
}

function showMark(number) {
    const all = marks();
    if (!all.length) return;
    shownMark = (number + all.length) % all.length;
    scrollTo(all[shownMark].querySelector('mark') ?? all[shownMark], .4);
    document.querySelectorAll('.source-text .current').forEach(mark => mark.classList.remove('current'));
    all[shownMark].classList.add('current');
    source().querySelector('.place').textContent = `${shownMark + 1} / ${all.length}`;
}

// Show the cited place and move the keyboard focus to the source.
function showCited() {
    showMark(0);
    source().querySelector('h2').focus({ preventScroll: true });
}
