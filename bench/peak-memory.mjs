// Loaded before a program that is measured: writes down, as it ends, how many kilobytes it held at once.
import { writeFileSync } from 'node:fs';

const { PEAK_MEMORY: file } = process.env;
process.on('exit', () => writeFileSync(file, String(process.resourceUsage().maxRSS)));
