/** Which framework's tensors a text works with. */
import type { EditedSource } from './code-shape';

/** Whether tensors have PyTorch's methods in a text. */
export const isTextOfTorch = ({ text }: EditedSource): boolean =>
  /^\s*(?:import|from)\s[^#\n]*\b(?:torch|fastai|lightning|pytorch_lightning|transformers)\b/m.test(text);
