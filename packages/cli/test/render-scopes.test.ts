// Which scopes to choose, as people read it.
import { type ScopeAdvice, type ScopeReview, scopesForActions } from '@flowlink/core';
import { describe, expect, it } from 'vitest';
import { renderAdvice, renderReview } from '../src/render/scopes.ts';
import { makeStyle } from '../src/render/style.ts';
import { hostile, unsafeIn, veryLong, widthOf } from './hostile.ts';

const plain = { colour: false, unicode: true };

function adviceFor(...actions: string[]): ScopeAdvice {
  const { value } = scopesForActions(actions);
  if (!value) throw new Error('an action is unknown');
  return value;
}

const advice = adviceFor('get_products', 'get_orders', 'update_order', 'set_inventory');

const review: ScopeReview = {
  connection: 'acme-us',
  declared: ['store_v2_products', 'store_v2_content', 'store_v2_information_read_only'],
  advice: {
    ...advice,
    choices: advice.choices.map((choice) => ({
      ...choice,
      reasons: choice.reasons.map((reason, index) =>
        index === 1 ? { ...reason, workflow: 'nightly' } : reason,
      ),
    })),
    missing: ['store_v2_orders', 'store_inventory'],
    excess: [
      { scope: 'store_v2_products', instead: 'store_v2_products_read_only' },
      { scope: 'store_v2_content' },
    ],
  },
};

const fitting: ScopeReview = {
  connection: 'acme-eu',
  declared: [],
  advice: { ...adviceFor('get_customers'), missing: [], excess: [] },
};

describe('advice for actions', () => {
  it.each([80, 200])('in %i columns', async (width) => {
    const text = renderAdvice(advice, makeStyle({ ...plain, width }));
    expect(widthOf(text)).toBeLessThanOrEqual(width);
    await expect(text).toMatchFileSnapshot(`__golden__/scopes-advice-${width}.txt`);
  });

  it('without actions', async () => {
    const text = renderAdvice(adviceFor(), makeStyle({ ...plain, width: 80 }));
    await expect(text).toMatchFileSnapshot('__golden__/scopes-advice-none.txt');
  });

  it('for many actions fits', async () => {
    const every = adviceFor(
      'get_products',
      'get_orders',
      'get_customers',
      'add_order',
      'add_product',
      'set_inventory',
    );
    for (const width of [80, 100, 120, 200]) {
      expect(widthOf(renderAdvice(every, makeStyle({ ...plain, width })))).toBeLessThanOrEqual(width);
    }
    const text = renderAdvice(every, makeStyle({ ...plain, width: 80 }));
    await expect(text).toMatchFileSnapshot('__golden__/scopes-advice-many.txt');
  });
});

describe('a review', () => {
  it.each([80, 200])('in %i columns', async (width) => {
    const text = [review, fitting]
      .map((each) => renderReview(each, makeStyle({ ...plain, width })))
      .join('\n');
    expect(widthOf(text)).toBeLessThanOrEqual(width);
    await expect(text).toMatchFileSnapshot(`__golden__/scopes-review-${width}.txt`);
  });

  it('in colour', async () => {
    const text = renderReview(review, makeStyle({ colour: true, unicode: true, width: 80 }));
    await expect(text).toMatchFileSnapshot('__golden__/scopes-review-colour.txt');
  });

  it('in ASCII', async () => {
    const text = renderReview(review, makeStyle({ colour: false, unicode: false, width: 80 }));
    expect(text).toMatch(/^[\n -~]*$/);
    await expect(text).toMatchFileSnapshot('__golden__/scopes-review-ascii.txt');
  });

  it('with names that would steer the terminal', async () => {
    const reason = { workflow: hostile('stock'), action: hostile('set'), because: hostile('counts') };
    const choice = { name: hostile('Orders'), choice: 'Modify', scope: hostile('orders') } as const;
    const nasty: ScopeReview = {
      connection: hostile('acme'),
      declared: [],
      advice: {
        choices: [
          { ...choice, reasons: [reason] },
          { ...choice, name: 'Products', reasons: [], optional: hostile('good for nothing') },
          {
            name: 'Carts',
            choice: 'Modify',
            reasons: [{ workflow: veryLong, action: 'get_orders', because: 'counts' }],
          },
        ],
        missing: [hostile('orders')],
        excess: [{ scope: hostile('products'), instead: hostile('less') }],
      },
    };
    const style = makeStyle({ ...plain, width: 80 });
    const text = renderReview(nasty, style) + renderAdvice(nasty.advice, style);
    expect(unsafeIn(text)).toEqual([]);
    await expect(text).toMatchFileSnapshot('__golden__/scopes-hostile.txt');
  });
});
