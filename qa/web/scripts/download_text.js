// Save a text that the server sent (text_download.download) as a file.
text => {
    if (!text) return;
    const file = JSON.parse(text);
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([file.text], { type: 'text/plain;charset=utf-8' }));
    link.download = file.name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}
