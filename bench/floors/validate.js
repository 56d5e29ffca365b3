// The least that validating costs: read, parse, hold against the schema.
import { readConnections } from './configuration.js';

console.log(readConnections().size);
