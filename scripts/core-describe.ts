import { writeFileSync } from 'node:fs';
import { runCommand } from '../src/cli/support/run-command.ts';
import { loadConfig } from '../src/config/config.ts';
import { RECORDED_API_FILE, recordApi } from '../src/provider/recorded-api.ts';
import { startCore } from '../src/provider/start-core.ts';
import { PYTHON_CACHE_FOLDER } from '../src/python/environment.ts';

const command = {
  usage: 'npm run core:describe --',
  summary:
    "Installs a release of core and records its API, which the reference model of core answers the pact's checks with.",
  options: {
    'core-ref': { value: '<release>', required: true, description: 'the release to record: 1.4.61' },
    file: { value: '<file>', default: RECORDED_API_FILE, description: 'where to write it' },
  },
} as const;

await runCommand(command, async ({ coreRef: ref, file }) => {
  const { CORE_REPOSITORY: repository, CORE_PYTHON: python } = loadConfig();
  const options = { repository, cacheFolder: PYTHON_CACHE_FOLDER, env: process.env, progress: console.error };
  const { source, version } = await startCore({ ref, python }, options);
  try {
    writeFileSync(file, `${JSON.stringify(await recordApi(source, version), null, 2)}\n`);
    console.log(`recorded the API of market-data-core ${version} in ${file}`);
    return 0;
  } finally {
    await source.close();
  }
});
