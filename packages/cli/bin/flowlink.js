#!/usr/bin/env node
// Starts the built command line, or says that this Node is too old for it: its dependencies would fail in obscure ways.
import module from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';

const [major, minor] = process.versions.node.split('.').map(Number);
if (major > 22 || (major === 22 && minor >= 19)) {
  keepCompiledCode();
  // Of the two NO_COLOR counts; Node would warn of both, on standard error.
  if (process.env.NO_COLOR) delete process.env.FORCE_COLOR;
  await import('../dist/edge/main.js');
} else {
  console.error(`flowlink needs Node 22.19 or later. This is Node ${process.versions.node}.`);
  process.exitCode = 1;
}

/**
 * Lets Node keep what V8 made of the program, for the next start. By default it would lie in the system's folder for
 * temporary files, where another user could put code of their own in its place first; so it lies in the user's own cache.
 * Node does without where nothing can be written, and NODE_COMPILE_CACHE and NODE_DISABLE_COMPILE_CACHE count first.
 */
function keepCompiledCode() {
  const folder = cacheFolder(process.env);
  if (folder !== undefined) module.enableCompileCache(join(folder, 'flowlink'));
}

function cacheFolder({ XDG_CACHE_HOME, LOCALAPPDATA }) {
  if (process.platform === 'win32') return LOCALAPPDATA || undefined;
  if (XDG_CACHE_HOME?.startsWith('/')) return XDG_CACHE_HOME;
  try {
    return join(homedir(), process.platform === 'darwin' ? 'Library/Caches' : '.cache');
  } catch {
    // Some containers run under a number that has no home.
    return undefined;
  }
}
