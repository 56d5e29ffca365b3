#!/usr/bin/env -S node --disable-warning=ExperimentalWarning
// Starts the command line; the flag silences Node 22's note that node:sqlite is new.
import { main } from '../dist/edge/main.js';

process.exitCode = await main(process.argv.slice(2));
