import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse } from 'yaml';

/** This repository, as workflows of other repositories name it. */
export const home = 'mjdevaccount/market-data-contracts';

export interface Step {
  readonly name?: string;
  readonly id?: string;
  readonly if?: string | boolean;
  readonly uses?: string;
  readonly run?: string;
  readonly shell?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly with?: Readonly<Record<string, string | boolean | number>>;
}

export interface Job {
  readonly name?: string;
  readonly if?: string | boolean;
  readonly needs?: string | readonly string[];
  readonly uses?: string;
  readonly with?: Readonly<Record<string, string | boolean | number>>;
  readonly secrets?: Readonly<Record<string, string>> | 'inherit';
  readonly permissions?: Readonly<Record<string, string>> | string;
  readonly 'timeout-minutes'?: number;
  readonly strategy?: { readonly matrix: unknown };
  readonly env?: Readonly<Record<string, string>>;
  readonly outputs?: Readonly<Record<string, string>>;
  readonly steps?: readonly Step[];
}

interface Input {
  readonly required?: boolean;
  readonly default?: unknown;
  readonly type?: string;
}

interface Trigger {
  readonly inputs?: Readonly<Record<string, Input>>;
  readonly secrets?: Readonly<Record<string, { readonly required?: boolean } | null>>;
  readonly outputs?: Readonly<Record<string, { readonly value: string }>>;
}

export interface Workflow {
  readonly name: string;
  readonly 'run-name'?: string;
  readonly on: Readonly<Record<string, Trigger | null>>;
  readonly permissions?: unknown;
  readonly concurrency?: { readonly group: string };
  readonly defaults?: { readonly run?: { readonly shell?: string } };
  readonly env?: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

export interface WorkflowFile {
  /** The path from the root of this repository. */
  readonly path: string;
  readonly text: string;
  readonly workflow: Workflow;
}

/** This project's workflows. */
export const ours = below('.github/workflows');
/** The workflows that other repositories copy. */
export const templates = readdirSync('.github/templates').flatMap((folder) => below(join('.github/templates', folder)));
export const all = [...ours, ...templates];

function below(folder: string): WorkflowFile[] {
  const names = readdirSync(folder).filter((name) => /\.ya?ml$/.test(name));
  return names.map((name) => {
    const path = join(folder, name);
    const text = readFileSync(path, 'utf8');
    return { path, text, workflow: parse(text) };
  });
}

/** The workflow of this project that a job calls, here or from another repository; undefined for any other. */
export function called(uses: string): WorkflowFile | undefined {
  const path = /^(?:\.|([\w-]+\/[\w.-]+))\/\.github\/workflows\/([\w.-]+?)(?:@.+)?$/.exec(uses);
  if (!path || (path[1] ?? home) !== home) return undefined;
  return ours.find((file) => basename(file.path) === path[2]);
}

/** Every job, with its location. */
export function jobs(
  files: readonly WorkflowFile[],
): readonly (readonly [where: string, job: Job, file: WorkflowFile])[] {
  return files.flatMap((file) =>
    Object.entries(file.workflow.jobs).map(([name, job]) => [`${file.path} ${name}`, job, file] as const),
  );
}

/** Every step, with its location. */
export function steps(files: readonly WorkflowFile[]): readonly (readonly [where: string, step: Step, job: Job])[] {
  return jobs(files).flatMap(([where, job]) =>
    (job.steps ?? []).map((step, index) => [`${where} ${step.name ?? step.uses ?? index}`, step, job] as const),
  );
}
