import { type Config, loadConfig } from '../config/config.ts';
import { ContractError } from '../config/errors.ts';
import { accessToCore, accessToTargets } from '../fanout/github-access.ts';
import { type FanOutPlan, parseRepository, type Repository, readTargets } from '../fanout/target.ts';
import { checkToken, missingTokenCheck, type TokenCheck } from '../fanout/token/check-token.ts';
import { tokenExitCode } from '../fanout/token/finding.ts';
import { type IssueResult, upsertTokenIssue } from '../fanout/token/token-issue.ts';
import { formatTokenReport, type RepairOptions } from '../fanout/token/token-report.ts';
import { command, commandStart } from '../text/command.ts';
import { loadGitHub } from './support/load-github.ts';
import { defineCommand, parseWholeNumber } from './support/run-command.ts';

export const run = defineCommand(
  {
    usage: commandStart('token:check'),
    summary:
      'Checks the token of the fan-out: its owner, its expiry, and which workflows it may start. Exit code 1: it needs attention.',
    options: {
      'warn-days': {
        value: '<days>',
        default: '10',
        description: 'the token needs attention from this many days before its expiry',
      },
      targets: { value: '<file>', default: 'fanout.json', description: 'the repositories that the token is for' },
      issue: { value: '<owner/repo>', description: 'repository where an issue is opened, updated and closed' },
    },
    examples: [command('token:check'), command('token:check', { issue: 'mjdevaccount/market-data-core' })],
  },
  async (options) => {
    const config = loadConfig();
    const plan = readTargets(options.targets);
    const warnDays = parseWholeNumber('warn-days', options.warnDays);
    const check = await checkConfiguredToken(config, plan, warnDays);
    const repair = { plan, web: config.GITHUB_SERVER_URL ?? 'https://github.com' };
    const home = options.issue ? parseRepository('issue', options.issue) : undefined;
    const issue = home ? await updateIssue(config, home, check, repair) : undefined;
    console.log(options.json ? JSON.stringify({ ...check, issue }) : formatTokenReport(check, repair));
    if (issue) console.error(`The issue: ${issue.action}. ${issue.url ?? ''}`.trimEnd());
    return tokenExitCode(check.findings) || (issue?.action.startsWith('failed') ? 2 : 0);
  },
);

async function updateIssue(
  config: Config,
  home: Repository,
  check: TokenCheck,
  repair: RepairOptions,
): Promise<IssueResult> {
  try {
    const { connectGitHub } = await loadGitHub();
    return await upsertTokenIssue(connectGitHub(accessToCore(config)), home, check, repair);
  } catch (error) {
    if (error instanceof ContractError) return { action: `failed: ${error.message}` };
    throw error;
  }
}

async function checkConfiguredToken(config: Config, plan: FanOutPlan, warnDays: number): Promise<TokenCheck> {
  try {
    const access = accessToTargets(config);
    const { connectGitHub } = await loadGitHub();
    return await checkToken(connectGitHub(access), access, plan, { warnDays, now: Date.now() });
  } catch (error) {
    if (error instanceof ContractError && error.code === 'GITHUB_TOKEN_MISSING') return missingTokenCheck();
    throw error;
  }
}
