// Runs the official Pact Broker on a temporary PostgreSQL cluster until a signal stops it; see README.md.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { freePort, startCluster } from './cluster.mjs';
import { installGems } from './gems.mjs';

const { values: options } = parseArgs({
  options: {
    port: { type: 'string', default: '9400' },
    'write-user': { type: 'string' },
    'read-user': { type: 'string' },
    'webhook-schemes': { type: 'string' },
    'webhook-hosts': { type: 'string' },
    database: { type: 'string' },
    quick: { type: 'boolean', default: false },
    'install-only': { type: 'boolean', default: false },
  },
});

const stopping = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => stopping.abort());

try {
  const gems = installGems();
  if (!options['install-only']) await run(gems);
} catch (error) {
  if (!stopping.signal.aborted) {
    console.error(error.message);
    process.exitCode = 2;
  }
}

async function run(gems) {
  const port = await freePort(Number(options.port));
  const cluster = options.database ? existingDatabase(options.database) : await startCluster(options);
  let broker;
  try {
    stopping.signal.throwIfAborted();
    broker = startBroker(port, cluster, gems);
    await waitForResponse(port, broker, cluster);
    stopping.signal.throwIfAborted();
    console.log(`http://127.0.0.1:${port}`);
    await Promise.race([once(stopping.signal, 'abort'), broker.ended]);
    if (broker.process.exitCode !== null) throw new Error(`The broker has ended:\n${endOfLog(cluster)}`);
  } finally {
    await stop(broker);
    cluster.remove();
  }
}

/** An existing database, which is not deleted. */
function existingDatabase(url) {
  const folder = mkdtempSync(join(tmpdir(), 'reference-broker-'));
  return { folder, url, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

function startBroker(port, cluster, gems) {
  const log = openSync(join(cluster.folder, 'broker.log'), 'a');
  const args = ['exec', 'puma', '-b', `tcp://127.0.0.1:${port}`, '-t', '5:5', join(import.meta.dirname, 'config.ru')];
  const env = { ...withoutBrokerSettings(process.env), ...gems, ...settings(cluster) };
  const child = spawn('bundle', args, { env, cwd: cluster.folder, detached: true, stdio: ['ignore', log, log] });
  return { process: child, ended: once(child, 'exit') };
}

/** This project's commands use PACT_BROKER_ variables as client settings; the official broker would read them as its own. */
function withoutBrokerSettings(env) {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('PACT_BROKER_')));
}

function settings(cluster) {
  const [writer, reader] = [options['write-user'], options['read-user']].map((user) => user?.split(/:(.*)/s) ?? []);
  const given = {
    PACT_BROKER_BASIC_AUTH_ENABLED: writer[0] && 'true',
    PACT_BROKER_BASIC_AUTH_USERNAME: writer[0],
    PACT_BROKER_BASIC_AUTH_PASSWORD: writer[1],
    PACT_BROKER_BASIC_AUTH_READ_ONLY_USERNAME: reader[0],
    PACT_BROKER_BASIC_AUTH_READ_ONLY_PASSWORD: reader[1],
    PACT_BROKER_WEBHOOK_SCHEME_WHITELIST: options['webhook-schemes'],
    PACT_BROKER_WEBHOOK_HOST_WHITELIST: options['webhook-hosts'],
  };
  const wanted = Object.entries(given).filter(([, value]) => value);
  const always = { RACK_ENV: 'production', PACT_DO_NOT_TRACK: 'true', PACT_BROKER_DATABASE_URL: cluster.url };
  return { ...always, ...Object.fromEntries(wanted) };
}

async function waitForResponse(port, broker, cluster) {
  const until = Date.now() + 90_000;
  while (Date.now() < until) {
    if (broker.process.exitCode !== null) break;
    const answer = await fetch(`http://127.0.0.1:${port}/diagnostic/status/heartbeat`).catch(() => undefined);
    if (answer) return;
    await delay(200, undefined, { signal: stopping.signal });
  }
  throw new Error(`The broker does not start:\n${endOfLog(cluster)}`);
}

function endOfLog(cluster) {
  return readFileSync(join(cluster.folder, 'broker.log'), 'utf8').split('\n').slice(-20).join('\n');
}

async function stop(broker) {
  if (!broker || broker.process.exitCode !== null) return;
  broker.process.kill('SIGTERM');
  await Promise.race([broker.ended, delay(5000, undefined, { ref: false })]);
  broker.process.kill('SIGKILL');
}
