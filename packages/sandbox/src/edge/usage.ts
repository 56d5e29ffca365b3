// What --help prints, and the mistake that makes it be printed too.

/** A mistake in how the command was typed. */
export class UsageError extends Error {}

export const usage = `Usage: flowlink-sandbox serve --stores FILE [--port N]

Answers as BigCommerce's API does for the stores in FILE, on this machine only, until it is told to stop.

      --stores FILE    a JSON list of stores; the README of @flowlink/sandbox shows one
      --port N         listen on this port (8788; 0 picks a free one)
  -h, --help           print this
      --version        print the version

Example:
  flowlink-sandbox serve --stores stores.json
  BIGCOMMERCE_API_URL=http://127.0.0.1:8788 flowlink verify`;
