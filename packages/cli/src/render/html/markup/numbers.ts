// Numbers as people read them.

/** 5000 gives 5,000. */
export function numberText(number: number): string {
  return number.toLocaleString('en');
}

/** `1 connection`, `5,000 connections`. */
export function counted(number: number, singular: string, plural = `${singular}s`): string {
  return `${numberText(number)} ${number === 1 ? singular : plural}`;
}

/** The same for all numbers of a text. */
export function groupDigits(text: string): string {
  return text.replace(/\d+/g, (digits) => numberText(Number(digits)));
}
