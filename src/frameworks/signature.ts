/** Signatures as data: Python's own notation, `(input, target, weight=None, *, reduction='mean')`. */

export interface SignatureParameter {
  readonly name: string;
  readonly kind: 'positional' | 'keyword-only' | 'var-positional' | 'var-keyword';
  /** The default as a plain value; undefined for a required parameter. */
  readonly default: SignatureDefault | undefined;
}

export type SignatureDefault = number | string | boolean | null | { readonly float: number };

export interface Signature {
  readonly parameters: readonly SignatureParameter[];
}

/**
 * Reads a signature. Only the notation that this project's own tables use is
 * understood: names, `*`, `*args`, `**kwargs` and defaults that are numbers,
 * quoted strings, True, False or None. Throws on anything else, since a table is wrong then.
 */
export function signature(text: string): Signature {
  const inside = /^\((.*)\)$/s.exec(text.trim())?.[1];
  if (inside === undefined) throw new Error(`not a signature: ${text}`);
  const parameters: SignatureParameter[] = [];
  let keywordOnly = false;
  for (const part of splitTop(inside)) {
    if (part === '*') keywordOnly = true;
    else if (part.startsWith('**')) {
      parameters.push({ name: part.slice(2), kind: 'var-keyword', default: undefined });
    } else if (part.startsWith('*')) {
      parameters.push({ name: part.slice(1), kind: 'var-positional', default: undefined });
      keywordOnly = true;
    } else {
      const [name, given] = part.split('=', 2).map((piece) => piece.trim());
      parameters.push({
        name: name!,
        kind: keywordOnly ? 'keyword-only' : 'positional',
        default: given === undefined ? undefined : readDefault(given),
      });
    }
  }
  return { parameters };
}

/** Splits at the commas outside quotes. */
function splitTop(text: string): string[] {
  return text
    .split(/,(?=(?:[^']*'[^']*')*[^']*$)/)
    .map((part) => part.trim())
    .filter((part) => part !== '' && part !== '/');
}

function readDefault(text: string): SignatureDefault {
  if (text === 'None') return null;
  if (text === 'True') return true;
  if (text === 'False') return false;
  const quoted = /^'(.*)'$/.exec(text)?.[1];
  if (quoted !== undefined) return quoted;
  const value = Number(text);
  if (Number.isNaN(value)) throw new Error(`not a default: ${text}`);
  return /[.e]/.test(text) ? { float: value } : value;
}

/** Accepts any arguments: for functions that only need to be recognised. */
export const anySignature: Signature = signature('(*args, **kwargs)');
