import { appendSummary, setOutput } from '../ci/job-summary.ts';
import { loadConfig } from '../config/config.ts';
import { exitCodeOf } from '../gate/missing-results/missing-result.ts';
import { findMissingResults } from '../gate/missing-results/missing-results.ts';
import {
  coresToVerify,
  missingResultsMarkdown,
  missingResultsReport,
  presentMissingResults,
} from '../gate/missing-results/report.ts';
import { command, commandStart } from '../text/command.ts';
import { defineCommand } from './support/run-command.ts';
import { withExistingBroker } from './support/with-broker.ts';

export const run = defineCommand(
  {
    usage: commandStart('missing-results'),
    summary: 'Lists the pairs of versions in force without a verification result. 0 none, 1 some, 2 unknown.',
    options: { provider: { value: '<name>', description: 'only pairs of this provider' } },
    examples: [command('missing-results'), command('missing-results', { provider: 'market-data-core', json: true })],
  },
  async ({ provider, json }) => {
    const config = loadConfig();
    return withExistingBroker(config, async ({ access }) => {
      const results = await findMissingResults(access, provider);
      console.log(json ? JSON.stringify(presentMissingResults(results)) : missingResultsReport(results));
      appendSummary(config.GITHUB_STEP_SUMMARY, missingResultsMarkdown(results));
      const cores = coresToVerify(results);
      if (cores.include.length > 0) setOutput(config.GITHUB_OUTPUT, 'cores', JSON.stringify(cores));
      return exitCodeOf(results);
    });
  },
);
