import {
  type Deletable,
  findDeletableBranch,
  findDeletableIntegration,
  findDeletablePacticipant,
  findDeletableVersion,
  findDeletableWebhook,
} from '../../queries/deletions.ts';
import type { Db } from '../../store/database.ts';
import type { Urls } from '../../url/urls.ts';

/** A deletion with a page that asks for confirmation. Page and form have the same path: `/actions/delete-version?pacticipant=…&version=…`. */
export interface Deletion<Field extends string = string> {
  readonly path: string;
  /** The names that identify what is deleted. They are fields, not parts of the path, because proxies decode escaped slashes in paths. */
  readonly fields: readonly Field[];
  find(db: Db, fields: Record<Field, string>, now: Date): Promise<Deletable | undefined>;
  /** The page of what is deleted. */
  subject(urls: Urls, fields: Record<Field, string>): string;
  /** The page to show afterwards. */
  next(urls: Urls, fields: Record<Field, string>): string;
}

const deletion = <Field extends string>(spec: Deletion<Field>): Deletion => spec;

export const deletions = {
  pacticipant: deletion({
    path: '/actions/delete-pacticipant',
    fields: ['pacticipant'],
    find: findDeletablePacticipant,
    subject: (urls, { pacticipant }) => urls.pacticipant(pacticipant),
    next: ({ base }) => `${base}/pacticipants`,
  }),
  version: deletion({
    path: '/actions/delete-version',
    fields: ['pacticipant', 'version'],
    find: findDeletableVersion,
    subject: (urls, { pacticipant, version }) => urls.version(pacticipant, version),
    next: (urls, { pacticipant }) => urls.pacticipant(pacticipant),
  }),
  branch: deletion({
    path: '/actions/delete-branch',
    fields: ['pacticipant', 'branch'],
    find: findDeletableBranch,
    subject: (urls, { pacticipant }) => urls.pacticipant(pacticipant),
    next: (urls, { pacticipant }) => urls.pacticipant(pacticipant),
  }),
  integration: deletion({
    path: '/actions/delete-integration',
    fields: ['consumer', 'provider'],
    find: findDeletableIntegration,
    subject: (urls, { consumer, provider }) => urls.href`/matrix/provider/${provider}/consumer/${consumer}`,
    next: ({ base }) => `${base}/`,
  }),
  webhook: deletion({
    path: '/actions/delete-webhook',
    fields: ['uuid'],
    find: findDeletableWebhook,
    subject: (urls, { uuid }) => urls.href`/webhooks/${uuid}`,
    next: ({ base }) => `${base}/webhooks`,
  }),
};
