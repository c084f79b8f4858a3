import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Exchange } from './normalise.ts';
import type { Scenario } from './scenario.ts';

const folder = join(import.meta.dirname, '..', '..', 'test', 'golden', 'conformance');
const scenarioFiles = readdirSync(join(import.meta.dirname, 'scenarios'));

/** The recorded responses of the official broker to a scenario. */
export function readRecording(scenario: Scenario): Exchange[] {
  return JSON.parse(readFileSync(fileOf(scenario), 'utf8')).exchanges;
}

export function writeRecording(scenario: Scenario, exchanges: readonly Exchange[]): void {
  const { id, title } = scenario;
  mkdirSync(folder, { recursive: true });
  writeFileSync(fileOf(scenario), `${JSON.stringify({ id, title, exchanges }, null, 1)}\n`);
}

/** A recording has the name of its scenario's file: that of S9 is `s09-preverified.json`. */
function fileOf({ id }: Scenario): string {
  const prefix = `${id.charAt(0).toLowerCase()}${id.slice(1).padStart(2, '0')}-`;
  const file = scenarioFiles.find((name) => name.startsWith(prefix));
  if (file === undefined) throw new Error(`no file scenarios/${prefix}*.ts for the scenario ${id}`);
  return join(folder, file.replace(/\.ts$/, '.json'));
}
