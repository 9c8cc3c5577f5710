// Move the keyboard focus to the element parameters.selector, once it is shown.
() => {
    setTimeout(() => document.querySelector(parameters.selector)?.focus(), 50);
}
