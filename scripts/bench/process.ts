import { readdirSync, readFileSync } from 'node:fs';

/** Resident memory of a process and those it has started, in MB; as Linux tells it. */
export function memoryOf(pid: number): number {
  const own = /^VmRSS:\s+(\d+)/m.exec(readProc(pid, 'status'))?.[1] ?? 0;
  return Math.round(Number(own) / 1024) + childrenOf(pid).reduce((sum, child) => sum + memoryOf(child), 0);
}

export function childrenOf(pid: number): number[] {
  return readdirSync('/proc').flatMap((name) =>
    /^\d+$/.test(name) && statFields(Number(name))[1] === String(pid) ? [Number(name)] : [],
  );
}

/** When a process began, on the clock of `performance.now()`; to a hundredth of a second. */
export function startOf(pid: number): number {
  const uptime = Number(readFileSync('/proc/uptime', 'utf8').split(' ')[0]);
  const age = uptime - Number(statFields(pid)[19]) / 100;
  return performance.now() - age * 1000;
}

/** How busy a process has been since it began, in milliseconds of a core. */
export function cpuOf(pid: number): number {
  const fields = statFields(pid);
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

/** As `cpuOf`, of a process and all that it has started, those that have ended too. */
export function cpuOfTree(pid: number): number {
  const fields = statFields(pid);
  const ended = (Number(fields[13]) + Number(fields[14])) * 10;
  return childrenOf(pid).reduce((sum, child) => sum + (cpuOf(child) || 0), cpuOf(pid) + ended);
}

/** What follows the name in /proc/…/stat: the state, the parent, … */
function statFields(pid: number): string[] {
  return readProc(pid, 'stat')
    .replace(/^.*\) /s, '')
    .split(' ');
}

/** Nothing for a process that has ended meanwhile. */
export function readProc(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}
