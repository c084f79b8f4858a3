import { quoteForLog } from '../../../text/log-text.ts';
import type { BrokerContext } from '../../context.ts';
import { readQuery } from '../../http/form.ts';
import { notFoundError } from '../../http/http-error.ts';
import { inTransaction } from '../../http/resource.ts';
import { describeCounts, planDeletion } from '../../queries/deletions.ts';
import type { Db } from '../../store/database.ts';
import { lockPacticipant } from '../../store/postgres/write-conflicts.ts';
import { pageContext } from '../page.ts';
import { pageHandler } from '../page-handler.ts';
import { type ActionResult, type ActionRuntime, actionHandler } from './action.ts';
import type { Deletion } from './deletions.ts';

/** The page that asks for confirmation. It shows what a deletion would remove now; its form has a digest of what was shown. */
export function confirmationPage(deletion: Deletion) {
  return pageHandler(async () => {
    const { deletionPage } = await import('./deletion-page.tsx');
    return async (context) => {
      const fields = readQuery(context.c, deletion.fields);
      const plan = await findPlan(context.c, context.db, deletion, fields);
      return plan && deletionPage(context, deletion, fields, plan);
    };
  });
}

/** Deletes what the confirmation page has shown. If it has changed since, nothing is deleted, and the page is shown again (409). */
export function deletionAction(deletion: Deletion, runtime: ActionRuntime) {
  const run = async (c: BrokerContext, { plan: seen = '', ...fields }: Record<string, string>) => {
    const { plan, isDeleted } = await inTransaction(c, async () => {
      await lockNames(c.var.db, deletion, fields);
      const plan = await findPlan(c, c.var.db, deletion, fields);
      if (!plan) throw notFoundError();
      const isDeleted = plan.digest === seen;
      if (isDeleted) await plan.delete(c.var.db);
      return { plan, isDeleted };
    });
    if (!isDeleted) {
      runtime.log(`action ${c.var.user.attribution} refused: ${deletion.path}: ${quoteForLog(plan.name)} has changed`);
      return showChanged(c, deletion, fields);
    }
    const counts = describeCounts(plan.counts);
    const result: ActionResult = {
      outcome: { success: true, sentence: `Deleted: ${plan.name} (${counts}).` },
      location: deletion.next(pageContext(c).urls, fields),
      log: `deleted ${quoteForLog(plan.name)} (${counts})`,
    };
    return result;
  };
  return actionHandler([...deletion.fields, 'plan'], run, runtime);
}

/**
 * Locks these pacticipants until the transaction ends. Publications and other deletions for them wait, so that exactly the counted rows are
 * deleted. The names are sorted, so that two deletions cannot deadlock.
 */
async function lockNames(db: Db, { fields }: Deletion, values: Record<string, string>): Promise<void> {
  const names = fields.flatMap((field) => (field === 'version' || field === 'branch' ? [] : (values[field] ?? [])));
  for (const name of [...new Set(names)].sort()) await lockPacticipant(db, name);
}

async function showChanged(c: BrokerContext, deletion: Deletion, fields: Record<string, string>): Promise<Response> {
  const { deletionPage } = await import('./deletion-page.tsx');
  const { respondWithPage } = await import('../page-response.tsx');
  const plan = await findPlan(c, c.var.db, deletion, fields);
  if (!plan) throw notFoundError();
  return respondWithPage(c, deletionPage(pageContext(c), deletion, fields, plan, true), 409);
}

async function findPlan(c: BrokerContext, db: Db, deletion: Deletion, fields: Record<string, string>) {
  const deletable = await deletion.find(db, fields, c.var.now);
  return deletable && planDeletion(db, deletable);
}
