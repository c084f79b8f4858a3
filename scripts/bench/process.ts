import { readdirSync, readFileSync } from 'node:fs';

/** Resident memory of a process and its children, in MB, from Linux's /proc. */
export function memoryOf(pid: number): number {
  const own = /^VmRSS:\s+(\d+)/m.exec(readProc(pid, 'status'))?.[1] ?? 0;
  return Math.round(Number(own) / 1024) + childrenOf(pid).reduce((sum, child) => sum + memoryOf(child), 0);
}

export function childrenOf(pid: number): number[] {
  return readdirSync('/proc').flatMap((name) =>
    /^\d+$/.test(name) && statFields(Number(name))[1] === String(pid) ? [Number(name)] : [],
  );
}

/** When a process started, on the clock of `performance.now()`; precise to 10 ms. */
export function startOf(pid: number): number {
  const uptime = Number(readFileSync('/proc/uptime', 'utf8').split(' ')[0]);
  const age = uptime - Number(statFields(pid)[19]) / 100;
  return performance.now() - age * 1000;
}

/** The CPU time of a process since its start, in milliseconds. */
export function cpuOf(pid: number): number {
  const fields = statFields(pid);
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

/** The CPU time of a process and all its children, including those that have ended. */
export function cpuOfTree(pid: number): number {
  const fields = statFields(pid);
  const ended = (Number(fields[13]) + Number(fields[14])) * 10;
  return childrenOf(pid).reduce((sum, child) => sum + (cpuOf(child) || 0), cpuOf(pid) + ended);
}

/** The fields after the name in /proc/…/stat: state, parent, … */
function statFields(pid: number): string[] {
  return readProc(pid, 'stat')
    .replace(/^.*\) /s, '')
    .split(' ');
}

/** Empty for a process that has ended meanwhile. */
export function readProc(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}
