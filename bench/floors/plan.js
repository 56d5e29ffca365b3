// The least that a plan without changes costs: read, parse, hold against the schema, and list what is there.
import { close, list } from './backend.js';
import { readConnections } from './configuration.js';

const connections = readConnections();
const listed = await list();
if (listed.some(({ name }) => !connections.has(name))) throw new Error('not the same');
console.log(listed.length);
await close();
