/** `self.__dict__` and `vars(self)`: a dict that is the attributes, so that `self.__dict__.update(…)` sets them. */
import { liveDict } from '../frameworks/live-entries';
import { str, type DictValue, type InstanceValue } from '../frameworks/values';
import { setOwnAttribute } from './attributes';
import type { Interpreter } from './interpreter';

/** The attributes of an object as they are now; what is changed in the dict changes the object. There may be others. */
export const attributesAsDict = (interpreter: Interpreter, instance: InstanceValue): DictValue => {
  const entries = liveDict(
    [...instance.attributes].map(([name, value]) => [str(name), value] as const),
    (name, value) => {
      if (name.kind !== 'str') return;
      if (value) setOwnAttribute(interpreter, instance, name.value, value);
      else interpreter.deleteAttribute(instance, name.value);
    },
  );
  return instance.state.has('unknown') ? { ...entries, open: true } : entries;
};
