/* exported copy */
// Copy the text of a button to the clipboard and say so on the button.
async function copy(button) {
    const text = button.querySelector('.copied-text').textContent;
    try {
        await navigator.clipboard.writeText(text);
    } catch {
        // Scripts have no clipboard without https; the older command still works.
        const area = document.body.appendChild(document.createElement('textarea'));
        area.value = text;
        area.select();
        document.execCommand('copy');
        area.remove();
    }
    button.classList.add('is-done');
    setTimeout(() => button.classList.remove('is-done'), 1500);
}
