// Finds what leads back to itself, in one pass over a graph of any depth.

/** A node whose followers are being looked at. */
interface Open<T> {
  readonly node: T;
  readonly order: number;
  readonly followers: readonly T[];
  /** How many of the followers have been looked at. */
  seen: number;
  /** The earliest node that it leads to and that is not finished. */
  earliest: number;
}

/** The nodes that lead to themselves, directly or through others (Tarjan's components, without recursion). */
export function inCircles<T extends object>(
  nodes: Iterable<T>,
  followersOf: (node: T) => readonly T[],
): ReadonlySet<T> {
  const found = new Set<T>();
  const orders = new Map<T, number>();
  const met: T[] = [];
  const unfinished = new Set<T>();
  for (const root of nodes) {
    const path: Open<T>[] = [];
    const enter = (node: T) => {
      const order = orders.size;
      orders.set(node, order);
      met.push(node);
      unfinished.add(node);
      path.push({ node, order, followers: followersOf(node), seen: 0, earliest: order });
    };
    if (!orders.has(root)) enter(root);
    for (let top = path.at(-1); top; top = path.at(-1)) {
      if (top.seen < top.followers.length) {
        const next = top.followers[top.seen++] as T;
        if (next === top.node) found.add(next);
        if (!orders.has(next)) enter(next);
        else if (unfinished.has(next)) top.earliest = Math.min(top.earliest, orders.get(next) ?? 0);
        continue;
      }
      path.pop();
      const before = path.at(-1);
      if (before) before.earliest = Math.min(before.earliest, top.earliest);
      if (top.earliest < top.order) continue;
      // All that was met since then leads back to it.
      const isCircle = met.at(-1) !== top.node;
      for (
        let member = met.pop();
        member !== undefined;
        member = member === top.node ? undefined : met.pop()
      ) {
        unfinished.delete(member);
        if (isCircle) found.add(member);
      }
    }
  }
  return found;
}
