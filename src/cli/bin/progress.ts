/** How many files are done, in one line on stderr that is written over; only where people look at it. */

/** Written at most so often, in milliseconds. */
const interval = 100;

/** @returns Takes the files that are done and all; the line is gone when all are. */
export function progressLine(stream: NodeJS.WriteStream): ((done: number, all: number) => void) | undefined {
  if (!stream.isTTY) return undefined;
  let last = -Infinity;
  return (done, all) => {
    const now = performance.now();
    if (done < all && now - last < interval) return;
    last = now;
    stream.write(done < all ? `\r\u001b[Klosslens: ${done} of ${all} files` : '\r\u001b[K');
  };
}
