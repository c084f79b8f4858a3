/** @jest-config-loader esbuild-register */
import { availableParallelism } from 'node:os';
import { createDefaultEsmPreset, type JestConfigWithTsJest } from 'ts-jest';

const base = {
  ...createDefaultEsmPreset(),
  testEnvironment: 'node',
  roots: ['<rootDir>/src', '<rootDir>/test'],
};

/** Coverage is measured by the file, not by the bundle. */
const bundled = process.argv.includes('--coverage')
  ? {}
  : {
      globalSetup: '<rootDir>/test/support/bundle/build.mjs',
      transform: { '\\.tsx?$': '<rootDir>/test/support/bundle/transform.mjs' },
    };

/**
 * Four projects. `pact` holds the consumer tests, which write the pact file: parallel workers would lose
 * interactions silently, so it is run in band (`npm run test:pact`). `wire` does the same for the messages on core's event buses, which
 * need the pipeline itself (`npm run test:pact -- --wire --pipeline-ref 0.8.70`). `long` holds what installs packages, runs whole
 * workflows, drives a browser, asks hundreds of times, or repeats with many cases what a short test shows (`npm run test:long`); `main`
 * everything else.
 */
const config: JestConfigWithTsJest = {
  // Jest would leave one of two cores to itself; most suites wait for processes anyway.
  maxWorkers: Math.max(2, availableParallelism() - 1),
  // The memory of a worker grows with each file, to 2.6 GB; Jest gives the worker half a second to free it and end, then prints a warning.
  workerIdleMemoryLimit: '700MB',
  projects: [
    {
      ...base,
      displayName: 'pact',
      testMatch: ['**/*.pact.test.ts'],
      globalSetup: '<rootDir>/test/support/wipe-pacts.ts',
    },
    {
      ...base,
      ...bundled,
      displayName: 'main',
      testMatch: ['**/*.test.ts'],
      testPathIgnorePatterns: ['\\.(pact|wire|long)\\.test\\.ts$'],
    },
    {
      ...base,
      displayName: 'wire',
      testMatch: ['**/*.wire.test.ts'],
      globalSetup: '<rootDir>/test/support/wipe-pacts.ts',
    },
    { ...base, ...bundled, displayName: 'long', testMatch: ['**/*.long.test.ts'] },
  ],
  collectCoverageFrom: ['src/**/*.{ts,tsx}'],
  coverageProvider: 'v8',
  // Ends a test that hangs: see test/support/hang-limit.ts.
  testTimeout: 900_000,
};
export default config;
