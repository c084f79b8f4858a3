import { cpus, loadavg, totalmem } from 'node:os';
import type { CpuCost } from './cpu-cost.ts';
import type { EventLoopDelay } from './event-loop-delay.ts';
import { type Figures, type Measurement, roundToThreeDigits } from './measure.ts';
import type { Comparison } from './scaling.ts';

/** Start time and memory of a broker. */
export interface StartupFigures {
  readonly startMs: number;
  /** After the measurements. */
  readonly megabytes: number;
}

export interface Report {
  readonly describeMachine: string;
  readonly startup: Readonly<Record<string, StartupFigures>>;
  readonly measured: readonly Measurement[];
  readonly processes: { readonly scaled: readonly Comparison[]; readonly costs: readonly CpuCost[] };
  readonly cpuLimited: readonly Comparison[];
  readonly growth: Readonly<Record<string, readonly Comparison[]>>;
  readonly eventLoop: { readonly requests: number; readonly worst: readonly EventLoopDelay[] } | undefined;
}

/** The share of a core that each broker gets in the comparison with limited CPU. */
export const CPU_SHARE = 0.2;

/** The machine of the measurements. */
export function machine(): string {
  const [cpu] = cpus();
  const load = loadavg().map((one) => one.toFixed(1));
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${cpus().length} × ${cpu?.model.trim()}, ${memory} GB, Node ${process.version}; load ${load.join(' ')}`;
}

/** Tables in Markdown; the ratios are the official broker's p50 divided by that of the embedded broker. */
export function formatReport(report: Report): string {
  return [
    `Machine: ${report.describeMachine}`,
    ...section('Start and memory', startupRows(report)),
    ...section('Milliseconds: p50 / p99, and the ratio of the p50', measuredRows(report)),
    ...section(
      'Two processes on PostgreSQL, 16 clients: responses per second',
      scaledRows(report.processes.scaled, ['one', 'two']),
    ),
    ...section(
      'CPU per response: broker / PostgreSQL / client, and the rate that two processes could reach on these cores',
      costRows(report.processes.costs),
    ),
    ...section(
      `Two processes, each limited to ${CPU_SHARE} of a core, on PostgreSQL, 16 clients: responses per second`,
      scaledRows(report.cpuLimited, ['one', 'two']),
    ),
    ...formatGrowth(report.growth, USUAL_GROWTH),
    ...section('Longest event loop delay', delayRows(report)),
  ].join('\n');
}

/** How many times the results grow in a run of all measurements. */
export const USUAL_GROWTH = 10;

/** The median times of each operation before and after the results have grown `times` times, a table for each database. */
export function formatGrowth(growth: Report['growth'], times: number): string[] {
  return Object.entries(growth).flatMap(([name, rows]) =>
    section(`${times} times the results, ${name}: p50 in ms`, scaledRows(rows, ['before', 'after'])),
  );
}

/** The same for each shape that a database was given. */
export function formatShapes(byShape: Report['growth']): string[] {
  return Object.entries(byShape).flatMap(([name, rows]) =>
    section(`${name}: p50 in ms`, scaledRows(rows, ['before', 'after'])),
  );
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
  return [['broker', 'start to first response', 'memory'], ...rows];
}

function measuredRows({ measured }: Report): string[][] {
  const names = Object.keys(measured[0]?.byBroker ?? {});
  const ours = names.filter((name) => name !== OFFICIAL);
  const rows = measured.map(({ operation, clients, byBroker }) => [
    operation,
    String(clients),
    ...names.map((name) => formatFigures(byBroker[name])),
    ...ours.map((name) =>
      byBroker[OFFICIAL] ? `${roundToThreeDigits(byBroker[OFFICIAL].p50 / (byBroker[name]?.p50 ?? 0))}×` : '',
    ),
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
    ['operation', 'CPU ms', 'one process, max per second', 'two', 'ratio', 'cores for 2×'],
    ...costs.map(({ operation, broker, postgres, client, maxPerSecond: [one, two], coresForTwo }) => [
      operation,
      `${broker} / ${postgres} / ${client}`,
      String(one),
      String(two),
      `${roundToThreeDigits(two / one)}×`,
      String(coresForTwo),
    ]),
  ];
}

function delayRows({ eventLoop }: Report): string[][] {
  if (!eventLoop) return [];
  return [
    [`worst of ${eventLoop.requests}`, 'ms'],
    ...eventLoop.worst.map(({ request, longestMs }) => [request.replaceAll('|', '\\|'), String(longestMs)]),
  ];
}
