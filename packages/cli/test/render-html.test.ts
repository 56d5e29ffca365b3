// The page as text: its policy names what stands in it, and nothing of a report can become markup or script.
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { script, style } from '#page-assets';
import { dataBlock } from '../src/render/html/data-block.ts';
import { matcherOf } from '../src/render/html/filter.ts';
import { pageData } from '../src/render/html/gather/connections.ts';
import { el } from '../src/render/html/markup/element.ts';
import { printMarkup } from '../src/render/html/markup/print-markup.ts';
import { renderHtml } from '../src/render/html/page.ts';
import { listFragment, parseFragment, type ViewState, views } from '../src/render/html/view-state.ts';
import { ATTACK, attacking, bigReport, ordinary } from './page-reports.ts';
import { everything, nothing } from './plans.ts';

/** Text with more than its share of what means something in HTML. */
const risky = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .array(fc.constantFrom('<', '>', '&', '"', "'", '!--', '/script', ']]>', '\u2028', '\u2029', 'a', '&lt;'))
    .map((parts) => parts.join('')),
);

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' };
const plain = (text: string) => text.replace(/&(\w+);/g, (_, name: string) => ENTITIES[name] ?? '');

describe('the page', () => {
  const html = renderHtml(ordinary);

  it('permits exactly the style and the script that stand in it', () => {
    const hashOf = (text: string | undefined) =>
      `'sha256-${createHash('sha256')
        .update(text ?? '')
        .digest('base64')}'`;
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1] ?? '';
    const directives = new Map(
      policy.split('; ').map((directive) => {
        const [name = '', ...values] = directive.split(' ');
        return [name, values.join(' ')] as const;
      }),
    );
    expect(directives.get('default-src')).toBe("'none'");
    expect(directives.get('style-src')).toBe(hashOf(/<style>(.*?)<\/style>/s.exec(html)?.[1]));
    expect(directives.get('script-src')).toBe(hashOf(/<script>(.*?)<\/script>/s.exec(html)?.[1]));
    expect([...directives.keys()].sort()).toEqual([
      'base-uri',
      'default-src',
      'form-action',
      'img-src',
      'require-trusted-types-for',
      'script-src',
      'style-src',
      'trusted-types',
    ]);
    // A policy applies to what comes after it.
    expect(html.indexOf('Content-Security-Policy')).toBeLessThan(html.indexOf('<style>'));
  });

  it('is the same for the same report', () => {
    expect(renderHtml(ordinary)).toBe(html);
  });

  it('holds no salt and no fingerprint', () => {
    expect(html).not.toContain(everything.salt);
    expect(html).not.toContain('f'.repeat(64));
    expect(html).toContain('ACME_EU_ACCESS_TOKEN');
  });

  it('is small before it holds anything', () => {
    expect(script.length + style.length).toBeLessThan(60_000);
  });

  it('names no address but those of the report', () => {
    const own = html.replace(/<script type="application\/json".*/s, '');
    const addresses = new Set(own.match(/https?:[^\s"'<)]*/g));
    expect([...addresses].filter((address) => !/\.example\.com|mybigcommerce\.com/.test(address))).toEqual(
      [],
    );
  });

  it('says why there is nothing to do', () => {
    const page = renderHtml({ plan: nothing, diagnostics: [], verification: undefined, scopes: [] });
    expect(page).toContain('No changes. The backend matches the configuration (12 connections).');
    expect(page).toContain('the stores were not asked');
  });

  it('holds hostile text only as text', () => {
    const page = renderHtml(attacking);
    const outside = page.replace(/<(style|script)\b[^>]*>.*?<\/\1>/gs, '<$1></$1>');
    const tags = outside.match(/<[^>]*>/g) ?? [];
    expect(tags.filter((tag) => /\s(on\w+|style)=/.test(tag))).toEqual([]);
    expect(tags.filter((tag) => /^<(img|svg|iframe|script|style)/.test(tag))).toEqual([
      '<style>',
      '<script>',
      '<script>',
    ]);
    expect(page).not.toContain(ATTACK);
    expect(page.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cs}\u202A-\u202E\u2028\u2029\u200B]/u);
  });
});

describe('escaping', () => {
  it('a data block says what it was made of, in characters that mean nothing to HTML', () => {
    fc.assert(
      fc.property(fc.jsonValue(), risky, (value, text) => {
        const block = dataBlock({ value, [text]: text });
        expect(block).not.toMatch(/[<>&\u2028\u2029]/);
        expect(JSON.parse(block)).toEqual(JSON.parse(JSON.stringify({ value, [text]: text })));
      }),
    );
  });

  it('text and values of attributes say what they were made of', () => {
    fc.assert(
      fc.property(risky, (text) => {
        const printed = printMarkup(el('p', { title: text }, text));
        const [, title = '', content = ''] = /^<p title="([^"]*)">([^<]*)<\/p>$/s.exec(printed) ?? [];
        expect([title, content].map(plain)).toEqual([text, text]);
      }),
    );
  });
});

describe('the address of a view', () => {
  it('leads back to the same view', () => {
    const state: fc.Arbitrary<ViewState> = fc.record({
      view: fc.constantFrom(...views),
      connection: fc.constant(undefined),
      words: fc.string({ unit: 'grapheme' }),
      tags: fc.uniqueArray(fc.constantFrom('action:create', 'scopes:missing', 'problems:error')),
    });
    fc.assert(
      fc.property(state, state, (shown, before) => {
        expect(parseFragment(listFragment(shown), before)).toEqual(shown);
      }),
    );
  });

  it('is a state whatever it says', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (fragment) => {
        const before: ViewState = { view: 'scopes', connection: 'a', words: 'b', tags: [] };
        expect(views).toContain(parseFragment(fragment, before).view);
      }),
    );
  });
});

describe('the filter', () => {
  const { connections, facets } = pageData(bigReport(200));

  it('counts for each value what it lets pass', () => {
    for (const { tag, count } of facets.flatMap(({ values }) => values)) {
      const matches = matcherOf({ words: '', tags: [tag] });
      expect(connections.filter((connection) => matches(connection, '')).length).toBe(count);
    }
  });

  it('widens within a facet and narrows across facets', () => {
    const passing = (...tags: string[]) => {
      const matches = matcherOf({ words: '', tags });
      return connections.filter((connection) => matches(connection, '')).length;
    };
    expect(passing('action:create', 'action:destroy')).toBe(
      passing('action:create') + passing('action:destroy'),
    );
    expect(passing('action:destroy', 'verification:verified')).toBe(0);
    expect(passing()).toBe(200);
  });

  it('wants every word, in any letters', () => {
    const matches = matcherOf({ words: '  Two ONE ', tags: [] });
    const [connection] = connections;
    if (!connection) throw new Error('there is none');
    expect(matches(connection, 'one two three')).toBe(true);
    expect(matches(connection, 'one three')).toBe(false);
  });
});
