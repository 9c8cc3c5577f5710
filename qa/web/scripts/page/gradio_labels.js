/* global updateLanguageLink */
/* exported fixLabels */
// Workaround for Gradio 6.31: replace the labels that it gives to screen readers in English, and correct its roles.
// - The chat's log, the sidebar's button, the chat's examples and the sort buttons of the list are labelled in English
//   whatever the language of the page is. No upstream issue known.
// - A message of the chat is labelled with its HTML, tags and all: the label came with
//   https://github.com/gradio-app/gradio/pull/8631.
// - The text of an upload follows the browser's language and not that of the page. No upstream issue known.
// - The examples are buttons inside role="list", which may hold only list items (WAI-ARIA 1.2, "list").
// Gradio writes the labels again with every change, so the page calls this after every change (changes.js).
function fixLabels() {
    const words = document.querySelector('#introduction header')?.dataset;
    if (!words) return;
    updateLanguageLink();
    document.querySelectorAll('.do-good, .do-bad').forEach(button =>
        button.setAttribute('aria-pressed', button.classList.contains('pressed')));
    document.querySelector('#chat [role=log]')?.setAttribute('aria-label', words.conversation);
    document.querySelector('#conversations .toggle-button')?.setAttribute('aria-label', words.close);
    document.querySelectorAll('#chat .example, #chat [data-testid][aria-label], .upload-container[aria-label]')
        .forEach(element => element.removeAttribute('aria-label'));
    document.querySelectorAll(':is(#upload, #question-file) button .wrap').forEach(wrap => {
        const texts = [...wrap.childNodes].filter(node => node.nodeType === Node.TEXT_NODE && node.data.trim());
        texts.forEach((text, place) => { text.data = place ? ' ' : words.drop; });
    });
    document.querySelectorAll('#documents .cell-menu-button').forEach(menu => {
        menu.setAttribute('aria-label', words.sort);
        menu.tabIndex = 0;
    });
    document.querySelector('#chat .examples[role]')?.removeAttribute('role');
}
