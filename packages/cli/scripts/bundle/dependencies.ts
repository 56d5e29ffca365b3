// Bundles of undici what flowlink uses: the whole loads a browser's network at every start, with fetch, sockets and caches.
import type { Plugin } from 'rolldown';

/** In place of undici's index: what `undici-transport.ts` imports, made of the same parts. */
const INDEX = `
import api from './lib/api/index.js';
import errors from './lib/core/errors.js';
import Agent from './lib/dispatcher/agent.js';
import Dispatcher from './lib/dispatcher/dispatcher.js';
import EnvHttpProxyAgent from './lib/dispatcher/env-http-proxy-agent.js';

Object.assign(Dispatcher.prototype, api);

function request(url, { dispatcher, ...options }) {
  const { origin, pathname, search } = new URL(url);
  return dispatcher.request({ ...options, origin, path: pathname + search });
}

export { Agent, EnvHttpProxyAgent, errors, request };
`;

/** What is loaded only when it is needed. HTTP/2 is spoken with few servers, and only over TLS. */
const LATER = [
  {
    file: 'lib/dispatcher/client.js',
    now: "const connectH2 = require('./client-h2.js')",
    later: "const connectH2 = (...args) => require('./client-h2.js')(...args)",
  },
];

export const undiciParts: Plugin = {
  name: 'undici-parts',
  transform: {
    filter: { id: /[\\/]undici[\\/]/ },
    handler(code, id) {
      const file = id.replaceAll('\\', '/').split('/undici/').at(-1) ?? '';
      if (file === 'index.js') return INDEX;
      const change = LATER.find((known) => known.file === file);
      if (change === undefined) return undefined;
      if (!code.includes(change.now)) throw new Error(`${file} of undici is not as it was: look at it again`);
      return code.replace(change.now, change.later);
    },
  },
};

const REQUIRED = /^const (\w+) = ((?:__import(?:Default|Star)\()?require\("[^"]+"\)\)?);$/gm;

/**
 * Loads each part of oclif when it is first used: its parser alone would bring help, spinners and templates. The compiler
 * that made oclif's files reads what they require by property only, so something that loads on reading can take its place.
 */
export const oclifOnDemand: Plugin = {
  name: 'oclif-on-demand',
  transform: {
    filter: { id: /[\\/]@oclif[\\/]core[\\/]lib[\\/]/ },
    handler: (code) => code.replace(REQUIRED, 'const $1 = new Proxy({}, { get: (_, name) => ($2)[name] });'),
  },
};
