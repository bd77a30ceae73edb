/** Calls that training scripts make and that change nothing of what is computed. */
import { define } from '../define';
import { none, type NativeFunction } from '../values';

export const harmless: readonly NativeFunction[] = [
  'warnings.filterwarnings',
  'warnings.simplefilter',
  'warnings.warn',
  'gc.collect',
  'sys.stdout.flush',
  'sys.path.append',
  'sys.path.insert',
  'sys.setrecursionlimit',
  'time.sleep',
  'os.makedirs',
  'os.mkdir',
  'os.environ.setdefault',
  'matplotlib.use',
].map((name) => define(name, '(*args, **kwargs)', () => none));
