import { test } from 'vitest';
import run from './imported.mjs';

test('the package, imported by vitest', run, 120_000);
