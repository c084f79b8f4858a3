import { z } from 'zod';
import type { ContractError } from '../config/errors.ts';
import type { GitHub } from './github.ts';
import { isOutcomeUnknown } from './github-error.ts';
import type { Run } from './outcome.ts';
import { parseResponse } from './response.ts';
import { fullName, type Target } from './target.ts';

/** The ref and the inputs with which a workflow is started. */
export interface DispatchRequest {
  /** A branch or tag. */
  readonly ref: string;
  readonly inputs: Readonly<Record<string, string>>;
}

const RunDetails = z.object({ workflow_run_id: z.int().positive(), html_url: z.string() });
/** A server that does not support `return_run_details` responds with 204 and no body. */
const DispatchResponse = RunDetails.transform(({ workflow_run_id: id, html_url: url }): Run => ({ id, url })).or(
  z.literal('').transform(() => undefined),
);

/**
 * Starts a workflow. The request is never retried: a second one might start the workflow twice. Returns the run, or undefined when the
 * server has started one without returning its id.
 * @throws ContractError WORKFLOW_…, GITHUB_…
 */
export async function dispatchWorkflow(
  github: GitHub,
  target: Target,
  { ref, inputs }: DispatchRequest,
): Promise<Run | undefined> {
  const { owner, repo, workflow: workflow_id } = target;
  const send = (details: { return_run_details?: true }) =>
    parseResponse(
      `starting ${workflow_id} in ${fullName(target)}`,
      DispatchResponse,
      github.rest.actions.createWorkflowDispatch({
        owner,
        repo,
        workflow_id,
        ref,
        inputs: { ...inputs },
        ...details,
        request: { retries: 0 },
      }),
      'WORKFLOW_NOT_FOUND',
    );
  return send({ return_run_details: true }).catch((error: ContractError) => {
    if (!isOutcomeUnknown(error) && /return_run_details/.test(error.subject)) return send({});
    throw error;
  });
}
