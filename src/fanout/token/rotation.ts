import { command } from '../../text/command.ts';
import { type FanOutPlan, fullName } from '../target.ts';

/** How to give the fan-out a token that works, step by step, in markdown. `web` is GitHub's address, e.g. https://github.com. */
export function rotationSteps({ core, targets }: FanOutPlan, web: string): string[] {
  const repositories = [...new Set([...targets, core].map((one) => `\`${fullName(one)}\``))];
  const owners = [...new Set([...targets, core].map(({ owner }) => owner))];
  const home = fullName(core);
  return [
    `Open ${web}/settings/personal-access-tokens/new; resource owner: ${owners.join(', ')}; expiration: 90 days.`,
    ...(owners.length > 1
      ? ['A fine-grained token has one owner, and here are several: a GitHub App is the way.']
      : []),
    `Repository access, "Only select repositories": ${repositories.join(', ')}.`,
    'Repository permissions: Actions, Read and write (Metadata comes by itself). Only where no GITHUB_TOKEN writes on core: also Commit statuses and Pull requests, Read and write.',
    `Put it into the secret: \`gh secret set REPO_TOKEN --repo ${home}\`, or ${web}/${home}/settings/secrets/actions.`,
    `Check it: run this check again (\`${command('token:check')}\`, or the workflow by hand).`,
    `Then delete the old one: ${web}/settings/personal-access-tokens.`,
  ];
}

/** How to repair a GitHub App's access, step by step, in markdown. */
export function appSteps({ core, targets }: FanOutPlan): string[] {
  const repositories = [...new Set([...targets, core].map((one) => `\`${fullName(one)}\``))];
  return [
    "In the App's settings, Permissions & events: Repository permissions, Actions: Read and write.",
    'On the page of its installation: accept the new permission, if one waits.',
    `There, too, Repository access: ${repositories.join(', ')}.`,
    "If the key is refused: make a new one in the App's settings, put it into GITHUB_APP_PRIVATE_KEY, delete the old one.",
    `Check it: run this check again (\`${command('token:check')}\`, or the workflow by hand).`,
  ];
}
