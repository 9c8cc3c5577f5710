// Print in light colours, whatever the screen shows: paper is white.
const print = matchMedia('print');
let wasDark = false;
print.addEventListener('change', () => {
    if (print.matches) wasDark = document.body.classList.contains('dark');
    document.body.classList.toggle('dark', wasDark && !print.matches);
    // Workaround for Gradio 6.31: the background of its HTML template follows prefers-color-scheme and not the class
    // "dark". No upstream issue known.
    document.body.style.backgroundColor = print.matches ? '#fff' : '';
});
