import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { states } from '../../src/contracts/interactions.ts';
import type { MessageSource } from '../../src/provider/message-source.ts';
import { pythonCore } from '../../src/provider/python.ts';
import { makeStandIn, type StandIn } from '../stand-in-core/variants.ts';
import { HANG_LIMIT_MS } from '../support/hang-limit.ts';
import { describeWithPython, python, testWithPydantic } from '../support/python.ts';

const folder = mkdtempSync(join(tmpdir(), 'stand-in-'));
afterAll(() => rmSync(folder, { recursive: true }));

const feedback = (params: object) =>
  ({ message: 'FeedbackEvent', states: [{ name: states.backpressure, params: { ...params } }] }) as const;
const adjustment = {
  message: 'RateAdjustment',
  states: [{ name: states.adjustment, params: { reason: 'ok', scale: 1 } }],
} as const;

/** Starts that version of the stand-in, and closes it after use. */
async function withCore<T>(
  variant: StandIn | undefined,
  use: (core: MessageSource) => Promise<T>,
  timeoutMs = HANG_LIMIT_MS,
) {
  const env = { ...process.env, PYTHONPATH: variant ? makeStandIn(variant, folder) : '', PACT_BROKER_TOKEN: 'secret' };
  const core = pythonCore({ interpreter: python, env, timeoutMs });
  try {
    return await use(core);
  } finally {
    await core.close();
  }
}

describeWithPython('core in a Python interpreter', () => {
  test('the description has version and origin of core', () =>
    withCore('1.1.0', async (core) => {
      expect(await core.describe()).toMatchObject({ version: '1.1.0', missingNames: [] });
      expect((await core.describe()).origin).toContain(join(folder, '1-1-0', 'market_data_core'));
    }));

  test("the message is exactly core's text", () =>
    withCore('1.1.0', async (core) => {
      expect(await core.writeMessage(adjustment)).toBe(
        '{"provider":"ibkr","scale":1.0,"reason":"ok","ts":1760000000.25}',
      );
      expect(await core.writeMessage(feedback({ level: 'hard' }))).toContain('"level":"hard","source":"store"');
    }));

  test('concurrent requests each get their own answer', () =>
    withCore('1.1.0', async (core) => {
      const sizes = [...Array(50).keys()];
      const texts = await Promise.all(sizes.map((queue_size) => core.writeMessage(feedback({ queue_size }))));
      expect(texts.map((text) => JSON.parse(text).queue_size)).toEqual(sizes);
    }));

  test('text that is not ASCII is unchanged', () =>
    withCore('1.1.0', async (core) => {
      const text = await core.writeMessage(feedback({ coordinator_id: 'Zürich 💹' }));
      expect(JSON.parse(text).coordinator_id).toBe('Zürich 💹');
    }));

  test("core's process has no token in its environment", () =>
    withCore('shows its environment', async (core) => {
      await expect(core.writeMessage(feedback({ source: 'environment' }))).rejects.toThrow('token: None');
    }));

  test.each([
    ['prints to stdout', 'its print() and even its raw writes stay out of the protocol'],
    ['reads stdin', 'it finds nothing there'],
    ['adds an optional field, writes ts as a whole float', 'the field is written'],
  ] as const)('a core that %s: %s', (variant, _) =>
    withCore(variant, async (core) => {
      const written = JSON.parse(await core.writeMessage(feedback({ level: 'soft' })));
      expect(written).toMatchObject({ level: 'soft', queue_size: 850 });
      expect('reason' in written).toBe(variant === 'adds an optional field, writes ts as a whole float');
    }),
  );

  test.each([
    ['renames a level', { level: 'soft' }, 'FeedbackEvent.level', '"soft"'],
    ['makes queue_size a str', { queue_size: 80 }, 'FeedbackEvent.queue_size', '80'],
  ] as const)('a core that %s refuses the value, and says which', (variant, params, subject, given) =>
    withCore(variant, async (core) => {
      const refusal = await core.writeMessage(feedback(params)).catch((error) => error);
      expect(refusal).toMatchObject({ code: 'CORE_VALUE_REFUSED', exitCode: 1 });
      expect(refusal.details).toEqual([{ subject, given, reason: expect.stringMatching(/.+/) }]);
    }),
  );

  testWithPydantic('a strict core builds its messages from JSON', () =>
    withCore('has strict models with a date, a decimal and a nested level', async (core) => {
      const detail = { level: 'soft', since: '2026-01-02', share: '0.10' };
      const text = await core.writeMessage(feedback({ level: 'hard', detail }));
      expect(JSON.parse(text)).toMatchObject({ level: 'hard', detail });
      await expect(core.writeMessage(feedback({ detail: { ...detail, since: 'soon' } }))).rejects.toMatchObject({
        code: 'CORE_VALUE_REFUSED',
      });
    }),
  );

  test('a missing name of core fails only the interactions that need it', () =>
    withCore('lacks RateAdjustment', async (core) => {
      const name = 'market_data_core.telemetry.RateAdjustment';
      expect((await core.describe()).missingNames).toEqual([name]);
      expect(JSON.parse(await core.writeMessage(feedback({ level: 'ok' }))).level).toBe('ok');
      await expect(core.writeMessage(adjustment)).rejects.toMatchObject({
        code: 'CORE_NAME_MISSING',
        subject: name,
        exitCode: 1,
      });
    }));

  test.each([
    ['fails to import', 'CORE_IMPORT_FAILED', /a_module_that_nobody_has.*telemetry\.py:1/],
    ['crashes when it writes', 'CORE_PROCESS_EXITED', /exit code 3.*the queue is gone/s],
    ['raises when it writes', 'CORE_FAILED', /RuntimeError: no feed.*telemetry\.py:\d/],
    ['writes no JSON', 'CORE_NOT_JSON', /<"coordinator_id"/],
  ] as const)('a core that %s ends the verification with exit code 2', (variant, code, message) =>
    withCore(variant, async (core) => {
      const error = await core.writeMessage(feedback({ level: 'ok' })).catch((error) => error);
      expect(error).toMatchObject({ code, exitCode: 2, message: expect.stringMatching(message) });
    }),
  );

  test('a core that hangs is ended after the time limit, and not restarted', () =>
    withCore(
      'hangs on import',
      async (core) => {
        await expect(core.describe()).rejects.toMatchObject({ code: 'CORE_TIMEOUT', exitCode: 2 });
        await expect(core.describe()).rejects.toMatchObject({ code: 'CORE_TIMEOUT' });
      },
      500,
    ));

  test('the error for a missing core names the interpreter', () =>
    withCore(undefined, async (core) => {
      await expect(core.describe()).rejects.toMatchObject({
        code: 'CORE_NOT_INSTALLED',
        exitCode: 2,
        subject: python,
      });
    }));
});

test('the error for a missing interpreter names it', async () => {
  const core = pythonCore({ interpreter: '/no/such/python', env: {} });
  await expect(core.describe()).rejects.toMatchObject({ code: 'PYTHON_NOT_FOUND', subject: '/no/such/python' });
  await core.close();
});
