// Counts requests, for Prometheus.

/** Counters by operation and status class. */
export class Metrics {
  readonly #requests = new Map<string, number>();

  count(operation: string, status: number): void {
    const labels = `operation="${operation}",status="${Math.floor(status / 100)}xx"`;
    this.#requests.set(labels, (this.#requests.get(labels) ?? 0) + 1);
  }

  /** The Prometheus text format. */
  print(): string {
    const lines = [...this.#requests]
      .sort()
      .map(([labels, count]) => `flowlink_requests_total{${labels}} ${count}`);
    return [
      '# HELP flowlink_requests_total Requests answered, by operation and status class.',
      '# TYPE flowlink_requests_total counter',
      ...lines,
      '',
    ].join('\n');
  }
}
