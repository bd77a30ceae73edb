/** Bytes of a source file to text and back, so that a fix changes nothing but what it names. */

/** The longest file that is read, in bytes: a tensor of ten million numbers fits, a stray data set does not. */
export const maximumBytes = 100 * 1024 * 1024;

export interface DecodedText {
  readonly text: string;
  /** Python's own default is UTF-8; older files are read byte by byte (Latin-1) and never written. */
  readonly encoding: 'utf-8' | 'latin-1';
  /** The file starts with UTF-8's byte order mark, which is not part of `text`. */
  readonly byteOrderMark: boolean;
}

/**
 * The text of a file's bytes.
 *
 * @returns Null when the bytes are no text: they hold a zero byte, which neither Python nor JSON allows.
 */
export function decode(bytes: Uint8Array): DecodedText | null {
  if (bytes.includes(0)) return null;
  const byteOrderMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  try {
    return {
      text: new TextDecoder('utf-8', { fatal: true }).decode(bytes),
      encoding: 'utf-8',
      byteOrderMark,
    };
  } catch {
    return { text: new TextDecoder('latin1').decode(bytes), encoding: 'latin-1', byteOrderMark: false };
  }
}

/** The bytes of a text that was decoded as UTF-8. */
export function encode(text: string, byteOrderMark: boolean): Uint8Array {
  return new TextEncoder().encode(byteOrderMark ? `\uFEFF${text}` : text);
}

/** `200.0 MB`, as messages name sizes. */
export const megabytes = (bytes: number): string => `${(bytes / (1024 * 1024)).toFixed(1)} MB`;
