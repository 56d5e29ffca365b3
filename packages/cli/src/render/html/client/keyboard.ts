// Keys beyond Tab and Enter: up and down within a list, / to search, Escape to leave.

export interface KeyActions {
  readonly search: () => void;
  /** @returns whether there was something to leave */
  readonly leave: () => boolean;
}

export function listenForKeys({ search, leave }: KeyActions): void {
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const target = event.target instanceof Element ? event.target : undefined;
    const isHandled = handle(event.key, target);
    if (isHandled) event.preventDefault();
  });

  function handle(key: string, target: Element | undefined): boolean {
    if (key === 'Escape') return leave();
    if (target?.matches('input, select, textarea')) return false;
    if (key === '/') {
      search();
      return true;
    }
    if (key === 'ArrowDown') return moveFocus(target, 'nextElementSibling');
    if (key === 'ArrowUp') return moveFocus(target, 'previousElementSibling');
    return false;
  }
}

/** From the link of a row to that of the next one. */
function moveFocus(
  target: Element | undefined,
  direction: 'nextElementSibling' | 'previousElementSibling',
): boolean {
  const link = target?.closest('[data-row]')?.[direction]?.querySelector('a');
  link?.focus();
  return link !== null && link !== undefined;
}
