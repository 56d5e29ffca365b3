// What became of the results of a verification on the backend.
import type { Recorded } from '@flowlink/core';
import { clean, cleanProse } from './clean.ts';
import { count } from './count.ts';
import { wrap } from './layout.ts';
import type { Style } from './style.ts';

const PROSE_WIDTH = 100;

export function renderRecorded({ recorded, left }: Recorded, style: Style): string {
  const noted = `${count(recorded.length, 'result')} noted on the backend.`;
  const names = left.map((name) => clean(name, style)).join(', ');
  const rest = left.length === 0 ? '' : ` Not noted, because the backend has something else: ${names}.`;
  return `${wrap(cleanProse(noted + rest, style), Math.min(style.width, PROSE_WIDTH)).join('\n')}\n`;
}
