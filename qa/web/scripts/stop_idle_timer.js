// Refuse animation frames to the timer of Gradio's status tracker; see gradio_fixes/idle_timer.py.
const requestFrame = window.requestAnimationFrame.bind(window);
const timer = /performance\.now\(\)[^;]*\/\s*(1e3|1000)/;
window.requestAnimationFrame = callback => timer.test(callback) ? 0 : requestFrame(callback);
