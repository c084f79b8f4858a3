import { existsSync, mkdirSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const PERIOD_US = 20_000;

/**
 * Limits each process to a share of a core by a control group, so that the processes are the bottleneck even on a machine with few cores.
 * Returns a function that removes the groups after the processes have ended, or undefined where groups cannot be created (this requires root).
 */
export function limitCpu(pids: readonly number[], share: number): (() => void) | undefined {
  const root = ['/sys/fs/cgroup/cpu', '/sys/fs/cgroup'].find((one) => existsSync(join(one, 'cgroup.procs')));
  if (root === undefined) return undefined;
  const groups = pids.map((pid) => join(root, `bench-${pid}`));
  const removeLimits = () => {
    for (const group of groups) if (existsSync(group)) rmdirSync(group);
  };
  try {
    for (const [i, group] of groups.entries()) {
      mkdirSync(group);
      writeQuota(group, Math.round(PERIOD_US * share));
      writeFileSync(join(group, 'cgroup.procs'), String(pids[i]));
    }
    return removeLimits;
  } catch {
    removeLimits();
    return undefined;
  }
}

/** Writes the quota in the files of control groups v2 (`cpu.max`) or v1. */
function writeQuota(group: string, quotaUs: number): void {
  const write = (file: string, value: string | number) => writeFileSync(join(group, file), String(value));
  if (existsSync(join(group, 'cpu.max'))) {
    write('cpu.max', `${quotaUs} ${PERIOD_US}`);
    return;
  }
  write('cpu.cfs_period_us', PERIOD_US);
  write('cpu.cfs_quota_us', quotaUs);
}
