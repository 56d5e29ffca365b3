// What is counted and measured, for Prometheus.
import type { ProblemCode } from '@flowlink/schema';
import { Counter, Histogram, type Instrument, Reading } from './exposition.ts';

/** What the operating system knows of the process. */
export interface ProcessFigures {
  readonly residentBytes: number;
  readonly cpuSeconds: number;
  /** Seconds since 1970. */
  readonly startedAt: number;
}

/** Seconds: a read from the embedded database takes one or two milliseconds, a client gives up after half a minute. */
const BOUNDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

export class Metrics {
  readonly #requests = new Counter(
    'flowlink_requests_total',
    'Requests answered, by operation and status class.',
  );
  readonly #durations = new Histogram(
    'flowlink_request_duration_seconds',
    'Time from the headers of a request to the end of its answer, by operation.',
    BOUNDS,
  );
  readonly #problems = new Counter('flowlink_problems_total', 'Problems answered, by code.');
  readonly #limited = new Counter(
    'flowlink_rate_limited_total',
    'Requests refused because of the rate of their token or of their address.',
  );
  readonly #malformed = new Counter(
    'flowlink_malformed_requests_total',
    'What could not be read as HTTP or did not arrive in time, by status.',
  );
  readonly #dropped = new Counter(
    'flowlink_connections_dropped_total',
    'Connections that were closed at once because there were too many.',
  );
  readonly #databaseErrors = new Counter(
    'flowlink_database_errors_total',
    'Requests that failed because the database did not answer.',
  );
  readonly #locks = new Counter(
    'flowlink_locks_taken_total',
    'Locks of workspaces taken, extensions left out.',
  );
  readonly #readings: Instrument[];
  #inFlight = 0;

  /** @param figures asked at each scrape; no figures of the process without it */
  constructor(figures?: () => ProcessFigures) {
    const inFlight = new Reading(
      'flowlink_requests_in_flight',
      'Requests under way.',
      'gauge',
      () => this.#inFlight,
    );
    this.#readings = [inFlight, ...(figures ? processReadings(figures) : [])];
  }

  begin(): void {
    this.#inFlight += 1;
  }

  /** @param operation of the contract, or `none` */
  end(operation: string, status: number, seconds: number): void {
    this.#inFlight -= 1;
    this.#requests.add({ operation, status: `${Math.floor(status / 100)}xx` });
    this.#durations.observe({ operation }, seconds);
  }

  problem(code: ProblemCode): void {
    this.#problems.add({ code });
  }

  rateLimited(limit: string): void {
    this.#limited.add({ limit });
  }

  malformed(status: number): void {
    this.#malformed.add({ status: String(status) });
  }

  connectionDropped(): void {
    this.#dropped.add();
  }

  databaseFailed(): void {
    this.#databaseErrors.add();
  }

  lockTaken(): void {
    this.#locks.add();
  }

  /** The text that Prometheus reads. */
  print(): string {
    const instruments: Instrument[] = [
      this.#requests,
      this.#durations,
      this.#problems,
      this.#limited,
      this.#malformed,
      this.#dropped,
      this.#databaseErrors,
      this.#locks,
      ...this.#readings,
    ];
    return `${instruments.flatMap((instrument) => instrument.print()).join('\n')}\n`;
  }
}

/** Under the names that every exporter uses. */
function processReadings(figures: () => ProcessFigures): Instrument[] {
  return [
    new Reading(
      'process_resident_memory_bytes',
      'Resident memory size in bytes.',
      'gauge',
      () => figures().residentBytes,
    ),
    new Reading(
      'process_cpu_seconds_total',
      'Total user and system CPU time spent in seconds.',
      'counter',
      () => figures().cpuSeconds,
    ),
    new Reading(
      'process_start_time_seconds',
      'Start time of the process since unix epoch in seconds.',
      'gauge',
      () => figures().startedAt,
    ),
  ];
}
