// What of the page is shown, and the fragment of its address that says so.

export type View = 'changes' | 'scopes' | 'verification' | 'problems';

export interface ViewState {
  readonly view: View;
  /** The name of the open connection, if one is. */
  readonly connection: string | undefined;
  /** What is searched for, as typed. */
  readonly words: string;
  /** The tags that are filtered by. */
  readonly tags: readonly string[];
}

export const views: readonly View[] = ['changes', 'scopes', 'verification', 'problems'];

const CONNECTION = 'connection/';

/**
 * @param fragment with or without its `#`; whatever it says, the result is a state
 * @param current what a connection is opened from
 */
export function parseFragment(fragment: string, current: ViewState): ViewState {
  const text = fragment.replace(/^#/, '');
  if (text.startsWith(CONNECTION)) return { ...current, connection: decoded(text.slice(CONNECTION.length)) };
  const [name = '', query = ''] = text.split('?', 2);
  const view = name === '' ? 'changes' : views.find((each) => each === name);
  if (view === undefined) return { ...current, connection: undefined };
  const parameters = new URLSearchParams(query);
  const tags = (parameters.get('tags') ?? '').split(',').filter((tag) => tag !== '');
  return { view, connection: undefined, words: parameters.get('q') ?? '', tags };
}

/** The fragment of a list; that of a connection is in its links. */
export function listFragment({ view, words, tags }: ViewState): string {
  const parameters = new URLSearchParams({
    ...(words === '' ? {} : { q: words }),
    ...(tags.length === 0 ? {} : { tags: tags.join(',') }),
  });
  return parameters.size === 0 ? `#${view}` : `#${view}?${parameters}`;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
