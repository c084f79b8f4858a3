import { cpus, loadavg, totalmem } from 'node:os';
import type { CpuCost } from './cpu-cost.ts';
import type { EventLoopDelay } from './event-loop-delay.ts';
import { type Figures, type Measurement, round } from './measure.ts';
import type { Comparison } from './scaling.ts';

/** A broker from its start on. */
export interface StartupFigures {
  readonly startMs: number;
  /** After it was measured. */
  readonly megabytes: number;
}

export interface Report {
  readonly describeMachine: string;
  readonly startup: Readonly<Record<string, StartupFigures>>;
  readonly measured: readonly Measurement[];
  readonly processes: { readonly scaled: readonly Comparison[]; readonly costs: readonly CpuCost[] };
  readonly cpuLimited: readonly Comparison[];
  readonly growth: Readonly<Record<string, readonly Comparison[]>>;
  readonly eventLoop: { readonly asked: number; readonly worst: readonly EventLoopDelay[] } | undefined;
}

/** The share of a core that a broker gets where two are to have enough. */
export const CPU_SHARE = 0.2;

/** What the figures were taken on. */
export function machine(): string {
  const [cpu] = cpus();
  const load = loadavg().map((one) => one.toFixed(1));
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${cpus().length} × ${cpu?.model.trim()}, ${memory} GB, Node ${process.version}; load ${load.join(' ')}`;
}

/** Tables in Markdown; ratios say how many times quicker ours is than the official broker, by p50. */
export function formatReport(report: Report): string {
  return [
    `Machine: ${report.describeMachine}`,
    ...section('Start and memory', startupRows(report)),
    ...section('Milliseconds: p50 / p99, and how many times quicker by p50', measuredRows(report)),
    ...section(
      'Two processes on PostgreSQL, 16 clients: answers a second',
      scaledRows(report.processes.scaled, ['one', 'two']),
    ),
    ...section(
      'CPU per answer: broker / PostgreSQL / client, and what two processes could reach on these cores',
      costRows(report.processes.costs),
    ),
    ...section(
      `Two processes, each held to ${CPU_SHARE} of a core, on PostgreSQL, 16 clients: answers a second`,
      scaledRows(report.cpuLimited, ['one', 'two']),
    ),
    ...Object.entries(report.growth).flatMap(([name, rows]) =>
      section(`Ten times the results, ${name}: p50`, scaledRows(rows, ['before', 'after'])),
    ),
    ...section('Longest standstill of the event loop', delayRows(report)),
  ].join('\n');
}

function section(title: string, rows: readonly string[][]): string[] {
  const [head, ...body] = rows;
  if (!head || body.length === 0) return [];
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return ['', `### ${title}`, '', line(head), line(head.map(() => '---')), ...body.map(line)];
}

function startupRows({ startup }: Report): string[][] {
  const rows = Object.entries(startup).map(([name, { startMs, megabytes }]) => [
    name,
    `${startMs} ms`,
    `${megabytes} MB`,
  ]);
  return [['broker', 'start to first answer', 'memory'], ...rows];
}

function measuredRows({ measured }: Report): string[][] {
  const names = Object.keys(measured[0]?.byBroker ?? {});
  const ours = names.filter((name) => name !== OFFICIAL);
  const rows = measured.map(({ operation, clients, byBroker: of }) => [
    operation,
    String(clients),
    ...names.map((name) => formatFigures(of[name])),
    ...ours.map((name) => (of[OFFICIAL] ? `${round(of[OFFICIAL].p50 / (of[name]?.p50 ?? 0))}×` : '')),
  ]);
  return [['operation', 'clients', ...names, ...ours.map((name) => `${name} ×`)], ...rows];
}

function formatFigures(figures: Figures | undefined): string {
  if (!figures) return '';
  return `${figures.p50} / ${figures.p99}${figures.failed > 0 ? ` (${figures.failed} failed)` : ''}`;
}

export const OFFICIAL = 'official';

function scaledRows(rows: readonly Comparison[], heads: readonly string[]): string[][] {
  return [
    ['operation', ...heads, 'ratio'],
    ...rows.map(({ operation, figures, ratio }) => [operation, ...figures.map(String), `${ratio}×`]),
  ];
}

function costRows(costs: readonly CpuCost[]): string[][] {
  return [
    ['operation', 'CPU ms', 'one, at most a second', 'two', 'ratio', 'cores for 2×'],
    ...costs.map(({ operation, broker, postgres, client, maxPerSecond: [one, two], coresForTwo }) => [
      operation,
      `${broker} / ${postgres} / ${client}`,
      String(one),
      String(two),
      `${round(two / one)}×`,
      String(coresForTwo),
    ]),
  ];
}

function delayRows({ eventLoop }: Report): string[][] {
  if (!eventLoop) return [];
  return [
    [`worst of ${eventLoop.asked}`, 'ms'],
    ...eventLoop.worst.map(({ request, longestMs }) => [request.replaceAll('|', '\\|'), String(longestMs)]),
  ];
}
