// Markup as data: the program prints it as text, the page's own script makes nodes of it, and neither parses any.

export type Markup = string | Element | readonly Markup[];

/** Only code names tags and attributes; text from files is a value or a child. */
export interface Element {
  readonly tag: string;
  readonly attributes: Attributes;
  readonly children: readonly Markup[];
}

/** `true` is an attribute without a value; what is `undefined` or `false` is left out. */
export type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

export function el(tag: string, attributes: Attributes = {}, ...children: readonly Markup[]): Element {
  return { tag, attributes, children };
}

/** The attributes that are there, with their values as text. */
export function presentAttributes(attributes: Attributes): (readonly [name: string, value: string])[] {
  return Object.entries(attributes).flatMap(([name, value]) =>
    value === undefined || value === false ? [] : [[name, value === true ? '' : String(value)] as const],
  );
}

/** Text for those who hear the page rather than see it. */
export function heard(text: string): Element {
  return el('span', { class: 'heard' }, text);
}

/** A sign for those who see it; what it means is said in words beside it. */
export function seen(text: string, name: string): Element {
  return el('span', { class: name, 'aria-hidden': 'true' }, text);
}
