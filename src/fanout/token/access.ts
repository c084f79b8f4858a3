import { z } from 'zod';
import { ContractError } from '../../config/errors.ts';
import { dispatchWorkflow } from '../dispatch.ts';
import type { GitHub } from '../github.ts';
import { parseResponse } from '../response.ts';
import { fullName, type Repository, type Target } from '../target.ts';
import { type Finding, failedFinding } from './finding.ts';

/** No branch or tag can have this name: git forbids two consecutive dots. */
const IMPOSSIBLE_REF = 'token-check..no-such-ref';

/**
 * Checks that the token may start the target's workflow. The API does not report the permissions of a fine-grained token (a repository's
 * `permissions` are those of the user). So the check requests a start on a ref that cannot exist: GitHub responds with 403 without the
 * permission and with 422 with it, and starts nothing in either case.
 */
export async function checkWorkflowAccess(github: GitHub, target: Target): Promise<Finding> {
  const subject = fullName(target);
  try {
    await readRepository(github, target);
    await readWorkflow(github, target);
    await dispatchWorkflow(github, target, { ref: IMPOSSIBLE_REF, inputs: target.inputs });
    return {
      subject,
      passed: null,
      text: 'GitHub accepted a ref that cannot exist, so the permission is unknown',
      hint: 'Check its Actions page.',
    };
  } catch (error) {
    if (!(error instanceof ContractError)) throw error;
    if (error.code !== 'WORKFLOW_REF_UNKNOWN') return failedFinding(subject, error);
    return { subject, passed: true, text: `may start ${target.workflow}` };
  }
}

/** Checks that the token may read core. */
export async function checkCoreAccess(github: GitHub, core: Repository): Promise<Finding> {
  const subject = fullName(core);
  return readRepository(github, core).then(
    () => ({ subject, passed: true, text: 'may read core' }),
    (error) => failedFinding(subject, error),
  );
}

const RepositoryDetails = z.object({ full_name: z.string() });

async function readRepository(github: GitHub, { owner, repo }: Repository): Promise<void> {
  await parseResponse(
    `${owner}/${repo}`,
    RepositoryDetails,
    github.rest.repos.get({ owner, repo }),
    'GITHUB_REPOSITORY_NOT_FOUND',
  );
}

async function readWorkflow(github: GitHub, { owner, repo, workflow: workflow_id }: Target): Promise<void> {
  const what = `${workflow_id} in ${owner}/${repo}`;
  const response = github.rest.actions.getWorkflow({ owner, repo, workflow_id });
  const { state } = await parseResponse(what, z.object({ state: z.string() }), response, 'WORKFLOW_NOT_FOUND');
  if (state !== 'active') throw new ContractError('WORKFLOW_DISABLED', `${what} (${state})`);
}
