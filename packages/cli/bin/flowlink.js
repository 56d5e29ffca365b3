#!/usr/bin/env node
// Starts the compiled command line, or says that this Node is too old for it: its dependencies would fail in obscure ways.
const [major, minor] = process.versions.node.split('.').map(Number);
if (major > 22 || (major === 22 && minor >= 19)) {
  // Of the two NO_COLOR counts; Node would warn of both, on standard error.
  if (process.env.NO_COLOR) delete process.env.FORCE_COLOR;
  await import('../dist/edge/main.js');
} else {
  console.error(`flowlink needs Node 22.19 or later. This is Node ${process.versions.node}.`);
  process.exitCode = 1;
}
