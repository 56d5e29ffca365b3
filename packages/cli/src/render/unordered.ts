// Which lists are shown by what is added to them and removed, for their order means nothing.
import { fieldMarks } from '@flowlink/schema';

/** @param list its path, with dots */
export function isUnordered(list: string): boolean {
  return Object.values(fieldMarks).some(({ unordered }) => unordered.includes(list));
}
