/** Small drawings that say how severe something is. Their meaning is written beside them. */
import type { FindingSeverity } from '../../src/protocol/model';
import { element } from './element';

/** On a field of 16 by 16. */
const shapes: { readonly [S in FindingSeverity]: string } = {
  error: 'M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13ZM5.4 5.4l5.2 5.2m0-5.2-5.2 5.2',
  warning: 'M8 1.8 1.4 13.6h13.2L8 1.8ZM8 6.2v3.6m0 1.5v.6',
  info: 'M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13ZM8 7.2v4m0-6.4v.6',
};

const svg = 'http://www.w3.org/2000/svg';

export function severityIcon(document: Document, severity: FindingSeverity): HTMLElement {
  const drawing = document.createElementNS(svg, 'svg');
  drawing.setAttribute('viewBox', '0 0 16 16');
  drawing.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(svg, 'path');
  path.setAttribute('d', shapes[severity]);
  drawing.append(path);
  return element(document, 'span', { class: `icon ${severity}`, 'data-key': `icon ${severity}` }, drawing);
}

export const severityNames: { readonly [S in FindingSeverity]: string } = {
  error: 'Error',
  warning: 'Warning',
  info: 'Note',
};
