// Set the language and the title of the HTML document to those of the page's introduction.
() => {
    document.documentElement.lang = document.querySelector('#introduction header')?.lang ?? 'zh-CN';
    document.title = document.querySelector('#introduction h1')?.innerText ?? document.title;
}
