// The places of what was read without a parser's tree, noted in a second reading once somebody asks for one.
import type { Found, Path } from './nodes.ts';

/** Hears of an entry of a map or a list. */
export type Note = (collection: object, key: string | number, found: Found) => void;

export class PlainPlaces {
  readonly #root: object;
  readonly #entries = new Map<object, Map<string | number, Found>>();

  /** @param read reads the document, and notes every entry in it */
  constructor(read: (note: Note) => object) {
    this.#root = read((collection, key, found) => {
      let entries = this.#entries.get(collection);
      if (!entries) {
        entries = new Map();
        this.#entries.set(collection, entries);
      }
      entries.set(key, found);
    });
  }

  find(path: Path): Found | undefined {
    let found: Found | undefined = { isScalar: false };
    let value: unknown = this.#root;
    for (const segment of path) {
      const key = Array.isArray(value) ? Number(segment) : String(segment);
      found = this.#entries.get(value as object)?.get(key);
      if (!found) return undefined;
      value = (value as Record<string | number, unknown>)[key];
    }
    return found;
  }
}
