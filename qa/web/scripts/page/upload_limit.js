/* global parameters */
// Replace files above the size limit by a short placeholder, which the server refuses by name; see
// gradio_fixes/upload_limit.py.
function withPlaceholders(files) {
    const limit = window.gradio_config?.max_file_size ?? Infinity;
    if (![...files].some(file => file.size > limit)) return null;
    const replaced = new DataTransfer();
    for (const file of files) {
        replaced.items.add(file.size > limit ? new File([parameters.placeholder], file.name) : file);
    }
    return replaced;
}

document.addEventListener('change', event => {
    if (!event.target.matches?.(':is(#upload, #question-file) input[type=file]')) return;
    const replaced = withPlaceholders(event.target.files);
    if (replaced) event.target.files = replaced.files;
}, true);

document.addEventListener('drop', event => {
    const isUpload = event.target.closest?.('#upload, #question-file');
    const replaced = isUpload && withPlaceholders(event.dataTransfer.files);
    if (!replaced) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    event.target.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: replaced }));
}, true);
