import { existsSync, mkdirSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const PERIOD_US = 20_000;

/**
 * Gives each of some processes no more than a share of a core, so that they are what limits even where the machine has few cores. Gives
 * back what lets go of them again, once they have ended; nothing where Linux does not let us (it takes root).
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

/** In the words of the first and of the second version of control groups. */
function writeQuota(group: string, quotaUs: number): void {
  const write = (file: string, value: string | number) => writeFileSync(join(group, file), String(value));
  if (existsSync(join(group, 'cpu.max'))) {
    write('cpu.max', `${quotaUs} ${PERIOD_US}`);
    return;
  }
  write('cpu.cfs_period_us', PERIOD_US);
  write('cpu.cfs_quota_us', quotaUs);
}
