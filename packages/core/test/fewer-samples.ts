// Lets every property try a few samples, and always the same ones: each is tried on hundreds of mutants.
import fc from 'fast-check';

fc.configureGlobal({ numRuns: 20, seed: 1 });
