import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startBroker } from '../../src/broker/server.ts';
import { clientEnvironment } from '../../src/config/config.ts';
import type { AnswersFile } from '../../src/verification/answers-file.ts';
import { callCommand } from '../cli/support/call-command.ts';
import { makeStandIn } from '../stand-in-core/variants.ts';
import { describeWithPython, python } from '../support/python.ts';
import { pipelinePact, publish, resultAt } from './broker-with-pacts.ts';

const folder = mkdtempSync(join(tmpdir(), 'answers-'));
const token = 'only-for-the-job-that-records';
const broker = await startBroker({
  database: ':memory:',
  port: 0,
  access: { writeTokens: [token], readTokens: [token] },
});
const consumer = 'market_data_pipeline';
const provider = 'market-data-core';
beforeAll(() => publish(broker.url, pipelinePact(consumer, provider), '3f2a', 'main', token));
afterAll(async () => {
  await broker.close();
  rmSync(folder, { recursive: true });
});

const file = (name: string) => join(folder, name);
const withBroker = { PACT_BROKER_BASE_URL: broker.url, PACT_BROKER_TOKEN: token };

async function run(name: string, args: readonly string[], settings: Record<string, string> = {}) {
  const { exit, stdout, stderr } = await callCommand(name, args, { ...clientEnvironment(), ...settings });
  return { exit, output: stdout + stderr };
}

const writeQuestions = () => run('pact:verify', ['--questions', file('questions.json')], withBroker);

describeWithPython('a provider whose answers are in a file', () => {
  const core = (variant: Parameters<typeof makeStandIn>[0]) => ({
    CORE_PYTHON: python,
    PYTHONPATH: makeStandIn(variant, folder),
  });
  const answer = (version: string, settings: Record<string, string>, out = version) =>
    run(
      'provider:answers',
      ['--core-version', version, '--questions', file('questions.json'), '--out', file(`${out}.json`)],
      settings,
    );
  const verify = (version: string, ...more: string[]) =>
    run('pact:verify', ['--core-version', version, '--answers', file(`${version}.json`), ...more], withBroker);

  beforeAll(async () => {
    expect(await writeQuestions()).toMatchObject({ exit: 0 });
    expect(await answer('1.1.0', core('1.1.0'))).toMatchObject({ exit: 0 });
  });

  test('is verified and recorded from the file', async () => {
    expect(await verify('1.1.0')).toEqual({ exit: 0, output: expect.stringContaining('keeps the contract') });
    expect(await resultAt(broker.url, consumer, '3f2a', provider, '1.1.0', token)).toBe(true);
  });

  test.each([
    ['renames a level', 'FeedbackEvent.level to be "soft", market-data-core renamed refuses it'],
    ['drops source', 'FeedbackEvent.source, market-data-core renamed does not write it'],
    [
      'lacks RateAdjustment',
      'RateAdjustment, market-data-core renamed has no market_data_core.telemetry.RateAdjustment',
    ],
  ] as const)('that %s breaks the contract', async (variant, sentence) => {
    expect(await answer('renamed', core(variant))).toMatchObject({ exit: 0 });
    expect(await verify('renamed')).toEqual({ exit: 1, output: expect.stringContaining(sentence) });
    expect(await resultAt(broker.url, consumer, '3f2a', provider, 'renamed', token)).toBe(false);
  });

  test.each([
    '1.1.0',
    'renames a level',
    'drops source',
    'lacks RateAdjustment',
    'lacks RateController',
    'makes FeedbackEvent a plain class',
  ] as const)('variant "%s": impact reports the same for the file of answers as for the classes', async (variant) => {
    const settings = core(variant);
    const questions = ['--questions', file('questions.json'), '--out', file('schemas.json')];
    expect(await run('provider:answers', questions, settings)).toMatchObject({ exit: 0 });
    const fromClasses = await run('impact', ['--core', 'python'], { ...withBroker, ...settings });
    const fromAnswers = await run('impact', ['--answers', file('schemas.json')], withBroker);
    expect(fromAnswers).toEqual(fromClasses);
    expect(fromAnswers.output).toMatch(/^(COMPATIBLE|BREAKING|UNDETERMINED): .*market-data-core 1\.[12]\.0/m);
  });

  test.each<[string, (answers: AnswersFile) => unknown, readonly string[], RegExp]>([
    ['without schemas', ({ schemas, ...rest }) => rest, [], /SCHEMAS_MISSING.*changed\.json.*provider:answers/s],
    [
      'in which the schemas of core are an error',
      (all) => ({ ...all, schemas: { problem: 'core ended' } }),
      [],
      /SCHEMAS_MISSING.*core ended/s,
    ],
    ['of another core', (all) => all, ['--core-ref', '1.0.9'], /ANSWERS_OF_ANOTHER_PROVIDER.*1\.1\.0, not of 1\.0\.9/s],
    [
      'with a check that is not JSON',
      (all) => ({ ...all, schemas: { ...all.schemas, checks: { protocols: { text: '<' } } } }),
      [],
      /ANSWERS_UNREADABLE.*schemas/s,
    ],
    ['together with --core', (all) => all, ['--core', 'python'], /--answers cannot be combined with --core/],
  ])('no impact is computed from a file %s', async (_, change, args, message) => {
    writeFileSync(file('changed.json'), JSON.stringify(change(JSON.parse(readFileSync(file('1.1.0.json'), 'utf8')))));
    const ran = await run('impact', ['--answers', file('changed.json'), ...args], withBroker);
    expect(ran).toEqual({ exit: 2, output: expect.stringMatching(message) });
  });

  test('refuses to answer when a secret is set', async () => {
    const secrets = { PACT_BROKER_TOKEN: token, GITHUB_TOKEN: 'ghs_own' };
    expect(await answer('1.1.0', { ...core('1.1.0'), ...secrets }, 'none')).toEqual({
      exit: 2,
      output: expect.stringMatching(/SECRETS_SET: PACT_BROKER_TOKEN, GITHUB_TOKEN could be read.*pact:verify/s),
    });
  });

  test('writes no file when it fails', async () => {
    expect(await answer('failed', core('raises when it writes'))).toMatchObject({ exit: 2 });
    expect(() => readFileSync(file('failed.json'))).toThrow('ENOENT');
  });

  type Change = (answers: AnswersFile) => unknown;
  test.each<[string, Change, RegExp]>([
    [
      'lacks an answer',
      ({ answers, ...rest }) => ({ ...rest, answers: answers.slice(1) }),
      /ANSWERS_INCOMPLETE.*"a FeedbackEvent.*--questions/s,
    ],
    [
      'is of another provider',
      (all) => ({ ...all, provider: { ...all.provider, name: 'market-data-store' } }),
      /ANSWERS_OF_ANOTHER_PROVIDER.*market-data-store, not of market-data-core/s,
    ],
    [
      'is of another version',
      (all) => ({ ...all, provider: { ...all.provider, version: '1.0.9' } }),
      /ANSWERS_OF_ANOTHER_PROVIDER.*market-data-core 1\.0\.9, not of changed/s,
    ],
    [
      'has two answers to one question',
      (all) => ({ ...all, answers: [...all.answers, all.answers[0]] }),
      /two answers/,
    ],
    ['has another format', (all) => ({ ...all, format: 2 }), /ANSWERS_UNREADABLE.*format/s],
    ['has an answer without a text', (all) => ({ ...all, answers: [{ ...all.answers[0], answer: {} }] }), /UNREADABLE/],
  ])('is not verified when the file %s', async (_, change, message) => {
    const answers = JSON.parse(readFileSync(file('1.1.0.json'), 'utf8'));
    const withVersion = { ...answers, provider: { ...answers.provider, version: 'changed' } };
    writeFileSync(file('changed.json'), JSON.stringify(change(withVersion)));
    expect(await verify('changed')).toEqual({ exit: 2, output: expect.stringMatching(message) });
    expect(await resultAt(broker.url, consumer, '3f2a', provider, 'changed', token)).toBeNull();
  });

  test.each([
    ['is cut off', () => readFileSync(file('1.1.0.json'), 'utf8').slice(0, -20)],
    ['is empty', () => ''],
    [
      'has schemas of another form',
      () => `${readFileSync(file('1.1.0.json'), 'utf8').replace('"writes"', '"written"')}`,
    ],
  ])('is not verified when the file %s', async (_, text) => {
    writeFileSync(file('broken.json'), text());
    expect(await verify('broken')).toEqual({ exit: 2, output: expect.stringMatching(/ANSWERS_UNREADABLE.*broken/s) });
  });

  test.each([
    ['without a version', ['--answers', file('1.1.0.json')], /--provider-ref or --provider-version/],
    [
      'with answers of another release',
      ['--core-ref', '1.1.1', '--answers', file('1.1.0.json')],
      /1\.1\.0, not of 1\.1\.1/,
    ],
    [
      'with answers of another commit',
      ['--core-ref', 'a'.repeat(40), '--answers', file('1.1.0.json')],
      /1\.1\.0, not of aaaa/,
    ],
    ['with --strict', ['--strict', '--answers', file('1.1.0.json')], /--strict are options of provider:answers/],
    [
      'with both --questions and --answers',
      ['--questions', file('q.json'), '--answers', file('1.1.0.json')],
      /give one of them/,
    ],
  ])('pact:verify %s is an error', async (_, args, message) => {
    expect(await run('pact:verify', args, withBroker)).toEqual({ exit: 2, output: expect.stringMatching(message) });
  });
});

test.each([
  ['that does not exist', undefined, /QUESTIONS_UNREADABLE.*ENOENT/s],
  ['for another provider', { format: 1, provider: 'x', questions: [] }, /is for x, not for market-data-core/],
  ['of another form', { questions: [] }, /QUESTIONS_UNREADABLE.*format/s],
])('a file of questions %s is an error', async (_, content, message) => {
  const path = file('other-questions.json');
  rmSync(path, { force: true });
  if (content) writeFileSync(path, JSON.stringify(content));
  const ran = await run('provider:answers', ['--questions', path, '--out', file('unused.json')]);
  expect(ran).toEqual({ exit: 2, output: expect.stringMatching(message) });
});
