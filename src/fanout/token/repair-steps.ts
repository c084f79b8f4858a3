import { command } from '../../text/command.ts';
import { type FanOutPlan, fullName } from '../target.ts';

/** The steps to replace the fan-out's token, in markdown. `web` is GitHub's address, e.g. https://github.com. */
export function tokenSteps({ core, targets }: FanOutPlan, web: string): string[] {
  const repositories = [...new Set([...targets, core].map((one) => `\`${fullName(one)}\``))];
  const owners = [...new Set([...targets, core].map(({ owner }) => owner))];
  const home = fullName(core);
  return [
    `Open ${web}/settings/personal-access-tokens/new; resource owner: ${owners.join(', ')}; expiration: 90 days.`,
    ...(owners.length > 1
      ? ['A fine-grained token has one resource owner, and these repositories have several: use a GitHub App instead.']
      : []),
    `Repository access, "Only select repositories": ${repositories.join(', ')}.`,
    'Repository permissions: Actions, Read and write (Metadata is added automatically). Without a GITHUB_TOKEN for core: also Commit statuses and Pull requests, Read and write.',
    `Set the secret: \`gh secret set REPO_TOKEN --repo ${home}\`, or ${web}/${home}/settings/secrets/actions.`,
    `Run this check again: \`${command('token:check')}\`, or start its workflow.`,
    `Delete the old token: ${web}/settings/personal-access-tokens.`,
  ];
}

/** The steps to repair a GitHub App's access, in markdown. */
export function appSteps({ core, targets }: FanOutPlan): string[] {
  const repositories = [...new Set([...targets, core].map((one) => `\`${fullName(one)}\``))];
  return [
    "In the App's settings, Permissions & events: Repository permissions, Actions: Read and write.",
    'On the page of its installation: accept the new permission if GitHub asks for it.',
    `On the same page, Repository access: ${repositories.join(', ')}.`,
    "If the key is rejected: create a new one in the App's settings, set GITHUB_APP_PRIVATE_KEY, delete the old one.",
    `Run this check again: \`${command('token:check')}\`, or start its workflow.`,
  ];
}
