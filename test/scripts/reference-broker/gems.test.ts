import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cacheFolder, gemsAreInstalled } from '../../../scripts/reference-broker/gems.mjs';

describe('the gems of the official Pact Broker', () => {
  const before = process.env.XDG_CACHE_HOME;
  const folder = mkdtempSync(join(tmpdir(), 'gems-'));
  beforeAll(() => {
    process.env.XDG_CACHE_HOME = folder;
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
    if (before === undefined) delete process.env.XDG_CACHE_HOME;
    else process.env.XDG_CACHE_HOME = before;
  });

  test('are not installed without a folder', () => {
    expect(gemsAreInstalled()).toBe(false);
  });

  test('are not installed after a failed installation', () => {
    mkdirSync(join(cacheFolder(), 'gems'), { recursive: true });
    expect(gemsAreInstalled()).toBe(false);
  });
});
