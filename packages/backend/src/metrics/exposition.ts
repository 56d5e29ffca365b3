// Counters, gauges and histograms that print themselves in the Prometheus text format (0.0.4).

export const EXPOSITION_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

/** Values come from fixed sets of words, so that their number is bounded and no client chooses one. */
export type Labels = Readonly<Record<string, string>>;

export interface Instrument {
  /** Lines without line ends. */
  print(): string[];
}

function sample(name: string, labels: Labels, value: number): string {
  const pairs = Object.entries(labels).map(([label, text]) => `${label}="${escaped(text)}"`);
  return `${name}${pairs.length > 0 ? `{${pairs.join(',')}}` : ''} ${value}`;
}

/** Tells the samples of an instrument apart, which all have the same labels. */
function keyOf(labels: Labels): string {
  return Object.values(labels).join();
}

function escaped(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('"', '\\"');
}

function head(name: string, help: string, type: string): string[] {
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`];
}

/** @param help a sentence without line ends */
export class Counter implements Instrument {
  readonly #name: string;
  readonly #help: string;
  readonly #values = new Map<string, { readonly labels: Labels; value: number }>();

  constructor(name: string, help: string) {
    this.#name = name;
    this.#help = help;
  }

  add(labels: Labels = {}): void {
    const key = keyOf(labels);
    const found = this.#values.get(key);
    if (found) found.value += 1;
    else this.#values.set(key, { labels, value: 1 });
  }

  print(): string[] {
    const samples = [...this.#values.values()].map(({ labels, value }) => sample(this.#name, labels, value));
    return [...head(this.#name, this.#help, 'counter'), ...samples.sort()];
  }
}

/** A value that is asked for when it is printed. */
export class Reading implements Instrument {
  readonly #lines: () => string[];

  constructor(name: string, help: string, type: 'counter' | 'gauge', read: () => number) {
    this.#lines = () => [...head(name, help, type), sample(name, {}, read())];
  }

  print(): string[] {
    return this.#lines();
  }
}

/** @param bounds the upper ends of the buckets, ascending */
export class Histogram implements Instrument {
  readonly #name: string;
  readonly #help: string;
  readonly #bounds: readonly number[];
  readonly #values = new Map<string, { readonly labels: Labels; readonly counts: number[]; sum: number }>();

  constructor(name: string, help: string, bounds: readonly number[]) {
    this.#name = name;
    this.#help = help;
    this.#bounds = bounds;
  }

  observe(labels: Labels, value: number): void {
    const key = keyOf(labels);
    const found = this.#values.get(key) ?? { labels, counts: [...this.#bounds, 0].map(() => 0), sum: 0 };
    this.#values.set(key, found);
    const bucket = this.#bounds.findIndex((bound) => value <= bound);
    const index = bucket === -1 ? this.#bounds.length : bucket;
    found.counts[index] = (found.counts[index] ?? 0) + 1;
    found.sum += value;
  }

  print(): string[] {
    const samples = [...this.#values.values()].flatMap(({ labels, counts, sum }) => {
      let below = 0;
      const buckets = [...this.#bounds, Number.POSITIVE_INFINITY].map((bound, index) => {
        below += counts[index] ?? 0;
        const le = bound === Number.POSITIVE_INFINITY ? '+Inf' : String(bound);
        return sample(`${this.#name}_bucket`, { ...labels, le }, below);
      });
      return [
        ...buckets,
        sample(`${this.#name}_sum`, labels, sum),
        sample(`${this.#name}_count`, labels, below),
      ];
    });
    return [...head(this.#name, this.#help, 'histogram'), ...samples];
  }
}
