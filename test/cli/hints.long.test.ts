import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { startBroker } from '../../src/broker/server.ts';
import { splitCommand } from '../../src/text/command.ts';
import { whenIndexIsReachable } from '../support/python-environments.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { pipelinePact, publish } from '../verification/broker-with-pacts.ts';

const core = 'market-data-core';

interface Verdict {
  readonly verdict: string;
  readonly reasons: readonly { readonly next?: string }[];
}

/** Runs a command line as a reader pastes it. */
async function paste(line: string, env: Record<string, string>): Promise<string> {
  const { CI, GITHUB_ACTIONS, ...inherited } = process.env;
  const { stdout } = await promisify(execFile)('sh', ['-c', line], { env: { ...inherited, ...env } });
  return stdout;
}

/** The verdict of can-i-deploy with --json, which ends with 1 unless it is a yes. */
async function askGate(args: string, env: Record<string, string>): Promise<Verdict> {
  return JSON.parse(await paste(`npm run --silent can-i-deploy -- ${args} --json || true`, env));
}

/** The command that the gate offers. */
async function offeredCommand(args: string, env: Record<string, string>): Promise<string> {
  const { reasons } = await askGate(args, env);
  return reasons.map(({ next = '' }) => splitCommand(next)[1]).find((line) => line !== undefined) ?? '';
}

whenIndexIsReachable('the command that the gate offers works when it is pasted', () => {
  const database = `${temporaryFolder('hints')}/broker.sqlite`;
  const question = `--pacticipant ${core} --version 1.4.61 --to-environment production`;

  test('with an embedded broker', async () => {
    const broker = await startBroker({ database, port: 0 });
    await publish(broker.url, pipelinePact('market_data_pipeline', core), '3f2a');
    await broker.close();
    const env = { PACT_BROKER_DATABASE_URL: database };
    await paste(await offeredCommand(question, env), env);
    expect((await askGate(question, env)).verdict).toBe('yes');
  }, 600_000);

  test('with a broker by URL', async () => {
    const broker = await startBroker({ database: ':memory:', port: 0 });
    const env = { PACT_BROKER_BASE_URL: broker.url };
    await publish(broker.url, pipelinePact('market_data_pipeline', core), '3f2a');
    await paste(await offeredCommand(question, env), env);
    expect((await askGate(question, env)).verdict).toBe('yes');
    await broker.close();
  }, 600_000);
});
