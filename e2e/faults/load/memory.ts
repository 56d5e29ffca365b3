// Watches how much memory backends hold while they work, as their own metrics tell it.

const EVERY_MS = 250;
const RESIDENT = /^process_resident_memory_bytes (\d+)$/m;

export class MemoryWatch {
  readonly #urls: readonly string[];
  /** Bytes of each backend, oldest first. */
  readonly #samples: number[][];
  readonly #timer: NodeJS.Timeout;
  #asking: Promise<unknown> = Promise.resolve();

  constructor(urls: readonly string[]) {
    this.#urls = urls;
    this.#samples = urls.map(() => []);
    this.#timer = setInterval(() => {
      this.#asking = this.#ask();
    }, EVERY_MS);
  }

  async #ask(): Promise<void> {
    await Promise.all(
      this.#urls.map(async (url, index) => {
        const text = await (await fetch(`${url}/metrics`)).text();
        this.#samples[index]?.push(Number(RESIDENT.exec(text)?.[1]));
      }),
    );
  }

  /** Asks no more. @returns of each backend the median of the part after the warm-up and of the last part, in MiB */
  async stop(): Promise<{ readonly warm: number; readonly last: number }[]> {
    clearInterval(this.#timer);
    await this.#asking;
    return this.#samples.map((bytes) => ({
      warm: mebibytes(median(part(bytes, 0.4, 0.7))),
      last: mebibytes(median(part(bytes, 0.7, 1))),
    }));
  }
}

const part = (values: readonly number[], from: number, to: number) =>
  values.slice(Math.floor(values.length * from), Math.ceil(values.length * to));
const median = (values: readonly number[]) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
const mebibytes = (bytes: number) => bytes / 1024 / 1024;
