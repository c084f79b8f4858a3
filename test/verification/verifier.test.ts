import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clientEnvironment } from '../../src/config/config.ts';
import { messageKey } from '../../src/verification/message-key.ts';
import { runVerifier } from '../../src/verification/verifier.ts';
import { HANG_LIMIT_MS } from '../support/hang-limit.ts';

const folder = mkdtempSync(join(tmpdir(), 'verifier-'));
afterAll(() => rmSync(folder, { recursive: true }));

const job = { options: { provider: 'core' }, messages: {}, descriptions: [], states: [] };

/** Runs this code instead of the verifier when the process receives its job. */
function runInstead(code: string, timeoutMs = HANG_LIMIT_MS) {
  const program = join(folder, 'program.mjs');
  writeFileSync(program, `process.once('message', () => { ${code} });`);
  return runVerifier(job, { program, timeoutMs, env: clientEnvironment({ ...process.env, PACT_DESCRIPTION: 'x' }) });
}

test('a crash is reported with the end of the output', async () => {
  const crash = runInstead('console.error("thread panicked"); process.exit(101)');
  await expect(crash).rejects.toMatchObject({
    code: 'VERIFIER_FAILED',
    exitCode: 2,
    message: expect.stringMatching(/101.*thread panicked/s),
  });
});

test('a process that exceeds the time-out is ended', async () => {
  const endless = runInstead('setInterval(() => {}, 1000)', 1_500);
  await expect(endless).rejects.toMatchObject({ code: 'VERIFIER_FAILED', message: expect.stringContaining('1.5 s') });
});

test('the process has the environment of an official client, without a proxy for loopback', async () => {
  const run = await runInstead(
    'process.send({ result: JSON.stringify(process.env), handlerErrors: [] }, () => process.exit(0))',
  );
  const env = JSON.parse(run.result);
  expect(Object.keys(env).filter((name) => name.startsWith('PACT_'))).toEqual(['PACT_DO_NOT_TRACK']);
  expect(env).toMatchObject({ PACT_DO_NOT_TRACK: 'true', NO_PROXY: expect.stringContaining('127.0.0.1') });
});

test('a message without a handler is a handler error', async () => {
  const pact = join(folder, 'pact.json');
  const interactions = [
    {
      type: 'Asynchronous/Messages',
      description: 'a surprise',
      contents: { content: {}, contentType: 'application/json', encoded: false },
    },
  ];
  const metadata = { pactSpecification: { version: '4.0' } };
  writeFileSync(pact, JSON.stringify({ consumer: { name: 'c' }, provider: { name: 'core' }, interactions, metadata }));
  const run = await runVerifier(
    { ...job, options: { provider: 'core', pactUrls: [pact], logLevel: 'error' }, descriptions: ['a surprise'] },
    { env: clientEnvironment(), timeoutMs: HANG_LIMIT_MS },
  );
  expect(run.handlerErrors).toEqual(['no message was prepared for "a surprise"']);
});

test('a state of several megabytes is accepted', async () => {
  const pact = join(folder, 'large.json');
  const states = [{ name: 'a large state', params: { text: 'x'.repeat(3_000_000) } }];
  const contents = { content: 'text', contentType: 'text/plain', encoded: false };
  const interactions = [{ type: 'Asynchronous/Messages', description: 'a message', providerStates: states, contents }];
  const metadata = { pactSpecification: { version: '4.0' } };
  writeFileSync(pact, JSON.stringify({ consumer: { name: 'c' }, provider: { name: 'core' }, interactions, metadata }));
  const run = await runVerifier(
    {
      options: { provider: 'core', pactUrls: [pact], logLevel: 'error' },
      messages: { [messageKey('a message', states)]: [{ text: 'text', metadata: { contentType: 'text/plain' } }] },
      descriptions: ['a message'],
      states: ['a large state'],
    },
    { env: clientEnvironment(), timeoutMs: HANG_LIMIT_MS },
  );
  expect(run.handlerErrors).toEqual([]);
  expect(JSON.parse(run.result)).toMatchObject({ result: true, errors: [] });
});
