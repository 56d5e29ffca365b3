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

/**
 * How much work in WebAssembly V8 waits for until it optimizes a function, in bytes of code gone through.
 *
 * The parser of HTTP/1 is one such function, and so large that a single answer is enough by the usual number: optimizing it then
 * takes longer than a plan of one connection, and Node waits for it at exit. With the patient number it begins after some dozens
 * of answers, where it pays.
 */
export const optimizingAfter = { patient: 1_000_000_000, usual: 13_000_000 };

// Put back at once, because kept code is for one set of flags: what is loaded later would be compiled anew at every start.
const PARSER = `(() => {
  const { setFlagsFromString } = process.getBuiltinModule('node:v8');
  setFlagsFromString('--wasm-tiering-budget=${optimizingAfter.patient}');
  try {
    return new WebAssembly.Module(require('../llhttp/llhttp_simd-wasm.js'));
  } finally {
    setFlagsFromString('--wasm-tiering-budget=${optimizingAfter.usual}');
  }
})()`;

const CHANGES = [
  {
    // Loaded when it is needed. HTTP/2 is spoken with few servers, and only over TLS.
    file: 'lib/dispatcher/client.js',
    from: "const connectH2 = require('./client-h2.js')",
    to: "const connectH2 = (...args) => require('./client-h2.js')(...args)",
  },
  {
    file: 'lib/dispatcher/client-h1.js',
    from: "new WebAssembly.Module(require('../llhttp/llhttp_simd-wasm.js'))",
    to: PARSER,
  },
];

export const undiciParts: Plugin = {
  name: 'undici-parts',
  transform: {
    filter: { id: /[\\/]undici[\\/]/ },
    handler(code, id) {
      const file = id.replaceAll('\\', '/').split('/undici/').at(-1) ?? '';
      if (file === 'index.js') return INDEX;
      const change = CHANGES.find((known) => known.file === file);
      if (change === undefined) return undefined;
      if (!code.includes(change.from))
        throw new Error(`${file} of undici is not as it was: look at it again`);
      return code.replace(change.from, change.to);
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
