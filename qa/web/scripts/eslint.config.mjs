// The rules for the scripts of the page. The parts in page/ run in one scope (page_scripts.py), so each part names the
// functions that it shares: "exported" where they are defined, "global" where they are used.
const browser = [
    'DataTransfer', 'DragEvent', 'File', 'Blob', 'MutationObserver', 'Node', 'URL', 'URLSearchParams', 'clearInterval',
    'document', 'getComputedStyle', 'history', 'localStorage', 'location', 'matchMedia', 'navigator', 'sessionStorage',
    'setInterval', 'setTimeout', 'window',
];
const rules = {
    'array-callback-return': 'error',
    curly: ['error', 'multi-line'],
    eqeqeq: 'error',
    'no-cond-assign': 'error',
    'no-const-assign': 'error',
    'no-dupe-args': 'error',
    'no-dupe-keys': 'error',
    'no-empty': 'error',
    'no-implied-eval': 'error',
    'no-redeclare': ['error', { builtinGlobals: false }],
    'no-undef': 'error',
    'no-unreachable': 'error',
    'no-unsafe-finally': 'error',
    'no-unused-vars': ['error', { vars: 'local' }],
    'no-use-before-define': ['error', { functions: false }],
    'no-var': 'error',
    'prefer-const': 'error',
};

export default [{
    files: ['**/*.js'],
    languageOptions: {
        ecmaVersion: 2024,
        sourceType: 'script',
        globals: Object.fromEntries([...browser, 'parameters'].map(name => [name, 'readonly'])),
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules,
}];
