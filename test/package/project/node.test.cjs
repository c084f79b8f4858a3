const { test } = require('node:test');

test('the package, required by node:test', require('./required.cjs'));
test('the package, imported by node:test', async () => (await import('./imported.mjs')).default());
