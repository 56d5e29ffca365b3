// What leads back to itself, held against the plain definition, and in one pass.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inCircles } from './circles.ts';

interface Node {
  readonly name: number;
}

function graphOf(edges: readonly (readonly number[])[]) {
  const nodes = edges.map((_, name): Node => ({ name }));
  const followersOf = ({ name }: Node) => (edges[name] ?? []).flatMap((to) => nodes[to] ?? []);
  return { nodes, followersOf };
}

test('a node is in a circle if it can be reached from itself', () => {
  const edges = fc.array(fc.array(fc.nat(7), { maxLength: 3 }), { maxLength: 8 });
  fc.assert(
    fc.property(edges, (lists) => {
      const { nodes, followersOf } = graphOf(lists);
      const reachable = (from: Node) => {
        const met = new Set<Node>();
        const pending = [...followersOf(from)];
        for (let next = pending.pop(); next; next = pending.pop()) {
          if (!met.has(next)) pending.push(...followersOf(next));
          met.add(next);
        }
        return met;
      };
      expect([...inCircles(nodes, followersOf)].sort((a, b) => a.name - b.name)).toEqual(
        nodes.filter((node) => reachable(node).has(node)),
      );
    }),
  );
});

test('a long chain is looked at once', () => {
  const { nodes, followersOf } = graphOf(Array.from({ length: 20_000 }, (_, index) => [index + 1]));
  let asked = 0;
  const found = inCircles(nodes, (node) => {
    asked++;
    return followersOf(node);
  });
  expect([found.size, asked]).toEqual([0, 20_000]);
});
