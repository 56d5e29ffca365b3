// Text that has broken programs before: what no format expects and what a terminal would obey.

/** Characters that are invisible, reorder what stands beside them, or are half of something. */
export const oddCharacters = [
  '\0',
  '\u0001',
  '\u0007',
  '\b',
  '\t',
  '\v',
  '\f',
  '\r',
  '\n',
  '\u001B',
  '\u007F',
  '\u0085',
  '\u009B',
  '\u00A0',
  '\u00AD',
  '\u0301',
  '\u200B',
  '\u200D',
  '\u2028',
  '\u2029',
  '\u202E',
  '\u2066',
  '\uD800',
  '\uDFFF',
  '\uFEFF',
  '\uFFFD',
  '\uFFFF',
  '🙂',
  '👩‍👩‍👧‍👦',
  '\u{10FFFF}',
  'ß',
  'İ',
  'ﷺ',
  '日本',
  'مرحبا',
] as const;

/** What a terminal or a browser obeys. */
export const hostileTexts = [
  '\u001B[2J\u001B[1;1H',
  '\u001B]0;owned\u0007',
  '\u001B]8;;https://evil.example\u0007link\u001B]8;;\u0007',
  '\u009B31m',
  '\r\u001B[Kok',
  '\n::error file=x::owned',
  '<script>alert(1)</script>',
  '</script><img src=x onerror=alert(1)>',
  '"><svg/onload=alert(1)>',
  '<!--',
  ']]>',
  '@maintainers',
  '[x](javascript:alert(1))',
  '![x](https://evil.example/x.png)',
  '```',
  '| a | b |',
  '%0A::warning::x',
  '$(reboot)',
  '`reboot`',
  '../../../../etc/passwd',
] as const;

/** What must not come out of any renderer, however it went in. */
export const markup = ['<script>alert', '<img src=x', '<svg/onload'] as const;

/** What is left to steer a terminal with; line ends are fine. */
export function steering(text: string): string | undefined {
  return /[^\P{Cc}\n]|[\p{Cs}\u061C\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF]/u.exec(text)?.[0];
}
