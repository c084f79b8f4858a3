import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clientEnvironment } from '../../src/config/config.ts';
import { pactWithUsage, prettyJson, replaceUsage } from '../../src/pact/usage-part.ts';
import type { ProviderUnderTest } from '../../src/provider/provider-under-test.ts';
import { usageOnly, withUsage } from '../../src/provider/usage-answers.ts';
import { usagePart } from '../../src/usage/pact.ts';
import { usageJudge } from '../../src/usage/usage-judge.ts';
import { answerQuestions } from '../../src/verification/answer-questions.ts';
import { readAnswers, writeAnswers } from '../../src/verification/answers-file.ts';
import { loadPactFile } from '../../src/verification/find-pacts.ts';
import type { Outcome } from '../../src/verification/outcome.ts';
import { questionsOf } from '../../src/verification/questions-file.ts';
import { recordedProvider } from '../../src/verification/recorded-provider.ts';
import { failureSentences, verificationReport } from '../../src/verification/report.ts';
import { verifyPacts } from '../../src/verification/verify.ts';
import { environmentWithModule } from '../support/small-provider.ts';
import { smallContract, smallUse, smallUses } from '../usage/small-usage.ts';

const fits = `
class Bar:
    def __init__(self, symbol, price, size=0): self.price = price
def connect(): ...
def feature(): ...
`;
/** `Bar` needs a venue and has no size, `connect` is gone, and so is `feature`. */
const breaks = `
class Bar:
    def __init__(self, symbol, price, venue): self.price = price
`;
const computes = `
class Bar:
    def __init__(self, symbol, price, size=0): ...
    def __getattr__(self, name): ...
def connect(): ...
`;

/** Another class has the name `Bar`. */
const replaces = `
class BarSettings:
    def __init__(self, symbol, venue): self.price = 0
Bar = BarSettings
def connect(): ...
def feature(): ...
`;

const folder = mkdtempSync(join(tmpdir(), 'usage-verification-'));
const interpreters: Record<string, string> = {};
beforeAll(() => {
  for (const [name, source] of Object.entries({ fits, breaks, computes, replaces }))
    interpreters[name] = environmentWithModule(join(folder, name), 'prov', source);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const optional = smallUse({ module: 'prov', name: 'feature', required: false, baseline: { kind: 'function' } });
const part = usagePart({ ...smallContract, uses: [...smallUses, optional] });
const pactText = pactWithUsage('small-consumer', 'prov', part);

const alone: ProviderUnderTest = usageOnly({
  name: 'prov',
  version: '3.0.0',
  kind: 'python',
  origin: 'a test',
  close: async () => undefined,
});

async function verified(
  release: 'fits' | 'breaks' | 'computes' | 'replaces',
  { text = pactText, provider = alone, strict = false } = {},
): Promise<Outcome> {
  const path = join(folder, 'pact.json');
  writeFileSync(path, text);
  const judge = usageJudge(async () => ({ interpreter: interpreters[release] ?? '', env: process.env }));
  const under = withUsage(provider, judge, { strict });
  try {
    return await verifyPacts({
      provider: under,
      source: { kind: 'file', path },
      publish: false,
      env: clientEnvironment(),
    });
  } finally {
    await under.close();
  }
}

test('a provider that fits keeps the contract', async () => {
  const outcome = await verified('fits');
  expect(outcome).toMatchObject({ exitCode: 0, problems: [], pacts: [{ success: true, consumer: 'small-consumer' }] });
});

test('each failure is a sentence with both sides', async () => {
  const outcome = await verified('breaks');
  expect(outcome.exitCode).toBe(1);
  expect(outcome.problems).toEqual([]);
  const lines = verificationReport(outcome).split('\n');
  expect(lines).toContain(
    'small-consumer 1.0.0 calls Bar(symbol, price, size) (consumer/a.py:2); in prov 3.0.0 Bar has no parameter size, and needs venue',
  );
  expect(lines).toContain(
    'small-consumer 1.0.0 imports connect from prov (consumer/a.py:1); in prov 3.0.0 prov has no connect',
  );
});

test('a class that another one has replaced is named', async () => {
  const uses = smallUses.map((use) => ({
    ...use,
    baseline: { kind: 'class' as const, home: 'prov.Bar', notFitting: [] },
  }));
  const text = pactWithUsage('small-consumer', 'prov', usagePart({ ...smallContract, uses }));
  const outcome = await verified('replaces', { text });
  expect(verificationReport(outcome).split('\n')).toContain(
    'small-consumer 1.0.0 calls Bar(symbol, price, size) (consumer/a.py:2); in prov 3.0.0 Bar is prov.BarSettings, which has no parameter size',
  );
  expect(verificationReport(await verified('fits', { text }))).not.toContain(' is prov.');
});

test('an optional use that is missing is reported, and fails only when that is asked for', async () => {
  const outcome = await verified('breaks');
  const missing = outcome.pacts[0]?.interactions.find(({ description }) => description === 'uses prov.feature');
  expect(missing).toMatchObject({ success: true, missingOptionalUses: [expect.stringContaining('consumer/a.py:1')] });
  expect(verificationReport(outcome)).toContain(
    'note: with prov 3.0.0, small-consumer 1.0.0 disables a feature: small-consumer 1.0.0 imports feature from prov (consumer/a.py:1): prov has no feature',
  );
  const strict = await verified('breaks', { strict: true });
  expect(strict.pacts[0]?.interactions.find(({ description }) => description === 'uses prov.feature')?.success).toBe(
    false,
  );
});

test('a use that cannot be decided is neither yes nor no', async () => {
  await expect(verified('computes')).rejects.toMatchObject({
    code: 'USAGE_UNDETERMINED',
    exitCode: 2,
    message: expect.stringMatching(/^it cannot be determined whether the provider fits:\n- uses prov\./),
  });
});

test('a use that does not fit is a no, even if others are unknown', async () => {
  const gone = smallUse({ module: 'prov', name: 'gone', baseline: { kind: 'function' } });
  const both = usagePart({ ...smallContract, uses: [...smallUses, gone] });
  const outcome = await verified('computes', { text: pactWithUsage('small-consumer', 'prov', both) });
  expect(outcome).toMatchObject({ exitCode: 1, problems: [] });
  const sentences = [
    expect.stringContaining('in prov 3.0.0 prov has no gone'),
    expect.stringContaining('uses prov.Bar; in prov 3.0.0 it cannot be determined whether that fits'),
  ];
  expect(outcome.pacts.flatMap((pact) => failureSentences(pact, outcome.provider))).toEqual(sentences);
  const lines = verificationReport(outcome).split('\n');
  expect(lines.filter((line) => line.includes('; in prov 3.0.0 '))).toEqual(sentences);
});

describe('from a file of answers', () => {
  const path = join(folder, 'recorded-pact.json');
  const answers = join(folder, 'answers.json');

  async function verifiedFromFile(release: 'fits' | 'breaks' | 'computes'): Promise<Outcome> {
    writeFileSync(path, pactText);
    const questions = questionsOf([loadPactFile(path)]);
    const judge = usageJudge(async () => ({ interpreter: interpreters[release] ?? '', env: process.env }));
    const under = withUsage(alone, judge);
    writeAnswers(answers, await answerQuestions(under, questions));
    await under.close();
    const expected = { name: 'prov', described: '3.0.0', isVersion: (version: string) => version === '3.0.0' };
    const provider = recordedProvider(readAnswers(answers), expected);
    return verifyPacts({ provider, source: { kind: 'file', path }, publish: false, env: clientEnvironment() });
  }

  test.each(['fits', 'breaks'] as const)('a provider that %s has the same result', async (release) => {
    const { pacts, exitCode, problems } = await verified(release);
    const recorded = await verifiedFromFile(release);
    expect(recorded).toMatchObject({ exitCode, problems });
    expect(recorded.pacts).toEqual(pacts.map((pact) => ({ ...pact, url: path })));
  });

  test('a use that cannot be decided is neither yes nor no', async () => {
    await expect(verifiedFromFile('computes')).rejects.toMatchObject({ code: 'USAGE_UNDETERMINED', exitCode: 2 });
  });
});

describe('a pact with messages and usage', () => {
  const message = {
    consumer: { name: 'small-consumer' },
    interactions: [
      {
        contents: { content: { price: 1.5 }, contentType: 'application/json', encoded: false },
        description: 'a Price',
        pending: false,
        type: 'Asynchronous/Messages',
      },
    ],
    metadata: { pactSpecification: { version: '4.0' } },
    provider: { name: 'prov' },
  };
  const text = replaceUsage(prettyJson(message), part);
  const writing = (price: number): ProviderUnderTest => ({
    ...alone,
    requestFor: () => ({
      subject: { kind: 'message', name: 'Price' },
      answer: async () => ({ text: JSON.stringify({ price }) }),
    }),
  });

  test('is verified as a whole', async () => {
    const kept = await verified('fits', { text, provider: writing(1.5) });
    expect(kept).toMatchObject({ exitCode: 0, pacts: [{ interactions: { length: 4 } }] });
    expect((await verified('fits', { text, provider: writing(2) })).exitCode).toBe(1);
    expect((await verified('breaks', { text, provider: writing(1.5) })).exitCode).toBe(1);
  });

  test('fails for a provider of which only the Python API is known', async () => {
    const outcome = await verified('fits', { text });
    const failed = outcome.pacts.flatMap(({ interactions }) => interactions.filter(({ success }) => !success));
    expect([outcome.exitCode, failed.map(({ description }) => description)]).toEqual([1, ['a Price']]);
  });
});

test.each([
  ['a model without a Python API', pactText, 'has no Python API'],
  ['a use that cannot be read', pactText.replaceAll('"module": "prov"', '"module": 1'), 'cannot be read'],
])('%s is not a yes', async (_, text, words) => {
  const path = join(folder, 'other.json');
  writeFileSync(path, text);
  const judge = usageJudge(async () => ({ interpreter: 'python3', env: process.env }));
  const provider = withUsage(alone, words.includes('API') ? undefined : judge);
  const verification = verifyPacts({
    provider,
    source: { kind: 'file', path },
    publish: false,
    env: clientEnvironment(),
  });
  await expect(verification).rejects.toThrow(
    expect.objectContaining({ exitCode: 2, message: expect.stringContaining(words) }),
  );
});
