// Fits text into columns: padding, wrapping and shortening by display width, on text without colours.
import stringWidth from 'fast-string-width';

/** Fills up with spaces to a display width. */
export function padTo(text: string, width: number): string {
  return text + ' '.repeat(Math.max(width - stringWidth(text), 0));
}

/** Breaks prose into lines of at most `width` columns where words end; a longer word stands alone. */
export function wrap(text: string, width: number): string[] {
  return text.split('\n').flatMap((paragraph) => {
    const lines: string[] = [];
    let line = '';
    for (const word of paragraph.split(' ')) {
      const longer = line === '' ? word : `${line} ${word}`;
      if (line !== '' && stringWidth(longer) > width) {
        lines.push(line);
        line = word;
      } else {
        line = longer;
      }
    }
    return [...lines, line];
  });
}

/** Replaces the middle with an ellipsis if the text is wider than `width`: both ends tell values apart. */
export function shorten(text: string, width: number, ellipsis: string): string {
  if (stringWidth(text) <= width) return text;
  const characters = [...new Intl.Segmenter().segment(text)].map(({ segment }) => segment);
  const room = Math.max(width - stringWidth(ellipsis), 2);
  const head = takeWidth(characters, Math.ceil(room / 2));
  const tail = takeWidth(characters.reverse(), Math.floor(room / 2)).reverse();
  return head.join('') + ellipsis + tail.join('');
}

function takeWidth(characters: readonly string[], width: number): string[] {
  let used = 0;
  const end = characters.findIndex((character) => {
    used += stringWidth(character);
    return used > width;
  });
  return characters.slice(0, end === -1 ? characters.length : end);
}

/**
 * At most `width` columns of a line, with the column `start` in sight, and how far the text moved to the left by that.
 */
export function excerpt(
  line: string,
  width: number,
  start: number,
  ellipsis: string,
): { text: string; shift: number } {
  const total = stringWidth(line);
  if (total <= width) return { text: line, shift: 0 };
  const mark = stringWidth(ellipsis);
  const characters = [...new Intl.Segmenter().segment(line)].map(({ segment }) => segment);
  // A quarter of the room is left for what stands before the place.
  const wanted = start < width * 0.75 ? 0 : Math.min(start - Math.floor(width / 4), total - width + mark);
  const cut = takeWidth(characters, wanted);
  const skipped = stringWidth(cut.join(''));
  const rest = characters.slice(cut.length);
  const lead = skipped > 0 ? ellipsis : '';
  const room = width - stringWidth(lead);
  const fits = stringWidth(rest.join('')) <= room;
  const kept = fits ? rest : [...takeWidth(rest, room - mark), ellipsis];
  return { text: lead + kept.join(''), shift: skipped - stringWidth(lead) };
}
