import { z } from 'zod';
import { ContractError } from '../../config/errors.ts';
import { ask } from '../ask.ts';
import { dispatch } from '../dispatch.ts';
import type { GitHub } from '../github.ts';
import { fullName, type Repository, type Target } from '../target.ts';
import { badFinding, type Finding } from './finding.ts';

/** No branch or tag can have this name: git forbids two dots. */
const impossibleRef = 'token-check..no-such-ref';

/**
 * Whether the token may start the target's workflow. The API does not report the permissions of a fine-grained token (a repository's
 * `permissions` are those of the user), so a start of the workflow on a ref that cannot exist is requested: without the
 * permission it answers 403, with it 422, and nothing starts either way.
 */
export async function mayStart(github: GitHub, target: Target): Promise<Finding> {
  const subject = fullName(target);
  try {
    await seeRepository(github, target);
    await seeWorkflow(github, target);
    await dispatch(github, target, { ref: impossibleRef, inputs: target.inputs });
    return {
      subject,
      good: null,
      text: 'GitHub took a ref that cannot exist, so it cannot be told',
      next: 'Look at its Actions page.',
    };
  } catch (error) {
    if (!(error instanceof ContractError)) throw error;
    if (error.code !== 'WORKFLOW_REF_UNKNOWN') return badFinding(subject, error);
    return { subject, good: true, text: `may start ${target.workflow}` };
  }
}

/** Whether the token may read core. */
export async function maySee(github: GitHub, core: Repository): Promise<Finding> {
  const subject = fullName(core);
  return seeRepository(github, core).then(
    () => ({ subject, good: true, text: 'may see core' }),
    (error) => badFinding(subject, error),
  );
}

const Named = z.object({ full_name: z.string() });

async function seeRepository(github: GitHub, { owner, repo }: Repository): Promise<void> {
  await ask(`${owner}/${repo}`, Named, github.rest.repos.get({ owner, repo }), 'GITHUB_REPOSITORY_NOT_FOUND');
}

async function seeWorkflow(github: GitHub, { owner, repo, workflow: workflow_id }: Target): Promise<void> {
  const what = `${workflow_id} in ${owner}/${repo}`;
  const answer = github.rest.actions.getWorkflow({ owner, repo, workflow_id });
  const { state } = await ask(what, z.object({ state: z.string() }), answer, 'WORKFLOW_NOT_FOUND');
  if (state !== 'active') throw new ContractError('WORKFLOW_DISABLED', `${what} (${state})`);
}
