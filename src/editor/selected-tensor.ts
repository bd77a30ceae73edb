/** Text that somebody selected, read as a tensor, or a sentence that says why it is none. */
import { fail, succeed, type Result } from '../base/result';
import { dtypes, type DType } from '../engine/dtype';
import { LineIndex } from '../base/line-index';
import { readTensorText } from '../python/literals';
import type { SelectedTensor } from './selection-program';

/** Nothing that a person selects by hand is longer; a longer text is data, for a file of its own. */
const MAXIMUM_CHARACTERS = 20_000_000;

export interface SelectionFailure {
  /** What was found, where, and what was expected. */
  readonly message: string;
  /** The offsets in the selected text that the message is about. */
  readonly start: number;
  readonly end: number;
}

/** @param name What the tensor is to be called. */
export function readSelection(text: string, name: string): Result<SelectedTensor, SelectionFailure> {
  const whole = { start: 0, end: text.length };
  if (text.trim() === '') {
    return fail({
      message: 'Nothing is selected. Select a tensor: [[0.9, 0.1], [0.2, 0.8]], tensor(…), array(…).',
      ...whole,
    });
  }
  if (text.length > MAXIMUM_CHARACTERS) {
    return fail({
      message: `The selection has ${text.length.toLocaleString('en')} characters; up to ${MAXIMUM_CHARACTERS.toLocaleString('en')} are read.`,
      ...whole,
    });
  }
  const read = readTensorText(text);
  if (!read.ok) {
    const { message, start, end } = read.failure;
    const { line, column } = new LineIndex(text).position(start);
    return fail({
      message: `The selection is not a tensor: ${message} (line ${line}, column ${column} of it).`,
      start,
      end,
    });
  }
  const { shape, values, elementType, dtype, elided } = read.value;
  if (elided) {
    return fail({
      message:
        'This print leaves values out (...), so no loss can be computed of it. Print all of them first: ' +
        'torch.set_printoptions(threshold=float("inf")), or numpy.set_printoptions(threshold=sys.maxsize).',
      ...whole,
    });
  }
  return succeed({ name, shape, values, dtype: dtypeOf(dtype, elementType) });
}

/** The dtype that was printed; where none was, PyTorch's default for such numbers. */
function dtypeOf(printed: string | undefined, elementType: 'int' | 'float' | 'bool'): DType {
  const known = dtypes.find((dtype) => printed !== undefined && printed.replace(/^.*\./, '') === dtype);
  if (known) return known;
  if (elementType === 'bool') return 'bool';
  return elementType === 'int' ? 'int64' : 'float32';
}
