/**
 * Σ image · weight · windows, over every element of an image and every window in which it lies: the form whose
 * derivatives with respect to its three arrays are the convolution, its transpose and the weight's gradient.
 */
import type { NdArray } from '../op';
import { walkTaps } from './patches';
import { numelOf } from '../shape';

/** One number for each spatial dim. */
export type Convolution = {
  readonly stride: readonly number[];
  readonly padding: readonly number[];
  readonly dilation: readonly number[];
  readonly groups: number;
};

export type TransposedConvolution = Convolution & { readonly output_padding: readonly number[] };

/** The three arrays: image [N, C, …], weight [O, C / groups, …], windows [N, O, …]; one of them is being filled. */
export interface ConvolutionForm {
  readonly image: NdArray['values'];
  readonly imageSizes: readonly number[];
  readonly weight: NdArray['values'];
  readonly kernel: readonly number[];
  readonly windows: NdArray['values'];
  readonly windowSizes: readonly number[];
  readonly batch: number;
  readonly out: number;
  readonly perGroup: number;
}

/** Adds up the derivative of Σ image · weight · windows with respect to one of the three, in double precision. */
export function derivative(
  of: 'image' | 'weight' | 'windows',
  form: ConvolutionForm,
  convolution: Convolution,
): Float64Array {
  const { image, weight, windows, batch, out, perGroup } = form;
  const { groups } = convolution;
  const result = new Float64Array(form[of].length);
  const taps = numelOf(form.kernel);
  const plane = numelOf(form.imageSizes);
  const count = numelOf(form.windowSizes);
  walkTaps(
    form.imageSizes,
    form.windowSizes,
    { ...convolution, kernel_size: form.kernel },
    (tap, inImage, inWindows) => {
      const pairs = inImage.length;
      for (let o = 0; o < out; o++) {
        const firstChannel = Math.floor((o * groups) / out) * perGroup;
        for (let c = 0; c < perGroup; c++) {
          const at = (o * perGroup + c) * taps + tap;
          const factor = of === 'weight' ? 0 : weight[at]!;
          let sum = 0;
          for (let n = 0; n < batch; n++) {
            const i = (n * groups * perGroup + firstChannel + c) * plane;
            const w = (n * out + o) * count;
            if (of === 'windows') {
              for (let k = 0; k < pairs; k++) result[w + inWindows[k]!]! += factor * image[i + inImage[k]!]!;
            } else if (of === 'image') {
              for (let k = 0; k < pairs; k++)
                result[i + inImage[k]!]! += factor * windows[w + inWindows[k]!]!;
            } else {
              for (let k = 0; k < pairs; k++) sum += image[i + inImage[k]!]! * windows[w + inWindows[k]!]!;
            }
          }
          if (of === 'weight') result[at] = sum;
        }
      }
    },
  );
  return result;
}
