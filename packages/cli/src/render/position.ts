// Places in files as people write them, and as terminals and editors open them.
import { locate, type Place, type Sources } from '@flowlink/core';
import type { Position } from '@flowlink/schema';

/** `file:line:column`; empty if there is none. */
export function positionText(position: Position | undefined): string {
  return position ? `${position.file}:${position.line}:${position.column}` : '';
}

/** The same of a place whose line is yet to be counted. */
export function placeText(place: Place, sources: Sources): string {
  return positionText(locate(place, sources));
}
