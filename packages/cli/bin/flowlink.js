#!/usr/bin/env node
// Starts the compiled command line.
import '../dist/edge/main.js';
