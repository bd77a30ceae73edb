/** `--shard I/N`: the files of a project in N parts, so that as many machines share them. */
import type { Shard } from './arguments';

/**
 * Whether a file belongs to a part. What decides is its name alone: a file stays in its part when others come
 * and go, and every machine that spells the paths alike agrees.
 */
export const isInShard = (file: string, { number, count }: Shard): boolean =>
  hashOf(file) % count === number - 1;

/** FNV-1a of 32 bits (Fowler, Noll, Vo), whose low bits are mixed once more. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
}
