import run from './imported.mjs';

test('the package, imported by jest', run, 120_000);
