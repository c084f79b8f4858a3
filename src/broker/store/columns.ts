/**
 * The columns of each table, listed by name. `select *` would change its meaning when a newer broker adds a column, and PostgreSQL then
 * rejects statements that were prepared before.
 */
export const pacticipantColumns = [
  'pacticipants.id',
  'pacticipants.name',
  'pacticipants.displayName',
  'pacticipants.repositoryUrl',
  'pacticipants.repositoryName',
  'pacticipants.repositoryNamespace',
  'pacticipants.mainBranch',
  'pacticipants.createdAt',
  'pacticipants.updatedAt',
] as const;

export const versionColumns = [
  'versions.id',
  'versions.pacticipantId',
  'versions.number',
  'versions.buildUrl',
  'versions.createdAt',
  'versions.updatedAt',
] as const;

export const branchColumns = [
  'branches.id',
  'branches.pacticipantId',
  'branches.name',
  'branches.createdAt',
  'branches.updatedAt',
] as const;

export const branchVersionColumns = [
  'branchVersions.branchId',
  'branchVersions.versionId',
  'branchVersions.autoCreated',
  'branchVersions.createdAt',
  'branchVersions.updatedAt',
] as const;

export const tagColumns = [
  'tags.id',
  'tags.name',
  'tags.versionId',
  'tags.pacticipantId',
  'tags.createdAt',
  'tags.updatedAt',
] as const;

export const labelColumns = ['labels.pacticipantId', 'labels.name', 'labels.createdAt', 'labels.updatedAt'] as const;

export const environmentColumns = [
  'environments.id',
  'environments.uuid',
  'environments.name',
  'environments.displayName',
  'environments.production',
  'environments.contacts',
  'environments.createdAt',
  'environments.updatedAt',
] as const;
