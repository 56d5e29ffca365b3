// Laws are tried many times; on a machine that others use, too, that takes longer than the five seconds that are usual.
import { defineConfig } from 'vitest/config';

export default defineConfig({ test: { testTimeout: 30_000 } });
