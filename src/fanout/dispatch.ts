import { z } from 'zod';
import type { ContractError } from '../config/errors.ts';
import { ask } from './ask.ts';
import { isOutcomeUnknown } from './explain.ts';
import type { GitHub } from './github.ts';
import type { Run } from './outcome.ts';
import { fullName, type Target } from './target.ts';

/** The ref and the inputs of a workflow. */
export interface Start {
  /** Branch or tag. */
  readonly ref: string;
  readonly inputs: Readonly<Record<string, string>>;
}

const Details = z.object({ workflow_run_id: z.int().positive(), html_url: z.string() });
/** The response of a server that does not support `return_run_details` is 204 without a body. */
const Answer = Details.transform(({ workflow_run_id: id, html_url: url }): Run => ({ id, url })).or(
  z.literal('').transform(() => undefined),
);

/**
 * Starts a workflow. The request is sent only once: a second one might start it twice. Returns the run, or undefined when the
 * server has started one without returning its id.
 * @throws ContractError WORKFLOW_…, GITHUB_…
 */
export async function dispatch(github: GitHub, target: Target, start: Start): Promise<Run | undefined> {
  const { owner, repo, workflow: workflow_id } = target;
  const send = (details: { return_run_details?: true }) =>
    ask(
      `starting ${workflow_id} in ${fullName(target)}`,
      Answer,
      github.rest.actions.createWorkflowDispatch({
        owner,
        repo,
        workflow_id,
        ref: start.ref,
        inputs: { ...start.inputs },
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
