// What happens when nobody reads the output any more.

/** Lets the reader of a pipe, such as `head`, go away without a fuss: what is printed from then on is lost. */
export function tolerateClosedPipes(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
}
