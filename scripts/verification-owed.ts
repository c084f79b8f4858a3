import { loadConfig } from '../src/config.ts';
import { owedVerifications } from '../src/gate/owed/owed.ts';
import { exitCodeOf } from '../src/gate/owed/owing.ts';
import { coresToVerify, owedData, owedMarkdown, owedReport } from '../src/gate/owed/report.ts';
import { appendSummary, setOutput } from '../src/job-summary.ts';
import { runCommand } from './support/command.ts';
import { withBroker } from './support/with-broker.ts';

const command = {
  usage: 'npm run verification:owed --',
  summary: 'Says which versions that live together wait for a verification result. 0 none, 1 some, 2 cannot tell.',
  options: { provider: { value: '<name>', description: 'what this provider owes only' } },
  examples: ['npm run verification:owed', 'npm run verification:owed -- --provider market-data-core --json'],
} as const;

await runCommand(command, async ({ provider, json }) => {
  const config = loadConfig();
  return withBroker(config, async ({ access }) => {
    const owing = await owedVerifications(access, provider);
    console.log(json ? JSON.stringify(owedData(owing)) : owedReport(owing));
    appendSummary(config.GITHUB_STEP_SUMMARY, owedMarkdown(owing));
    const cores = coresToVerify(owing);
    if (cores.include.length > 0) setOutput(config.GITHUB_OUTPUT, 'cores', JSON.stringify(cores));
    return exitCodeOf(owing);
  });
});
