/**
 * The contrast of drawings as they are painted: colours with their opacities laid over what is behind them, in
 * the terms of WCAG 2 (relative luminance; 3:1 for graphics, 4.5:1 for text).
 */

/** What of a drawing carries meaning, by selector: which property paints it, and which contrast it needs. */
export const painted = [
  { selector: '.chart-line', property: 'stroke', least: 3 },
  { selector: '.chart-tangent', property: 'stroke', least: 3 },
  { selector: '.chart-level', property: 'stroke', least: 3 },
  { selector: '.chart-point', property: 'fill', least: 3 },
  { selector: '.chart-text', property: 'fill', least: 4.5 },
  { selector: '.bar-fill:not(.none)', property: 'background', least: 3 },
  { selector: '.bar-ends span', property: 'color', least: 4.5 },
  { selector: '.share-bar', property: 'background', least: 3 },
  { selector: '.share-number', property: 'color', least: 4.5 },
  { selector: '.share-mark', property: 'color', least: 4.5 },
];

/**
 * To be evaluated in a page, with its body.
 *
 * @returns For each selector that is there: the least contrast of its elements with what is behind them.
 */
export function contrasts(body, wanted) {
  const canvas = body.ownerDocument.createElement('canvas').getContext('2d', { willReadFrequently: true });
  /** Whatever way a colour is written in, as red, green, blue and alpha from 0 to 1. */
  const rgba = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data].map((part) => part / 255);
  };
  const over = ([r, g, b, alpha], below) =>
    [r, g, b].map((part, at) => part * alpha + below[at] * (1 - alpha));
  const behind = (element) => {
    const layers = [];
    for (let at = element; at; at = at.parentElement) {
      const colour = rgba(body.ownerDocument.defaultView.getComputedStyle(at).backgroundColor);
      if (colour[3] > 0) layers.push(colour);
      if (colour[3] === 1) break;
    }
    // VS Code's panels are transparent: the side bar is behind them.
    const root = body.ownerDocument.defaultView.getComputedStyle(body.ownerDocument.documentElement);
    const bar = rgba(root.getPropertyValue('--vscode-sideBar-background').trim());
    return layers.reduceRight((below, layer) => over(layer, below), bar.slice(0, 3));
  };
  const opacityOf = (element) => {
    let opacity = 1;
    for (let at = element; at; at = at.parentElement)
      opacity *= Number(body.ownerDocument.defaultView.getComputedStyle(at).opacity);
    return opacity;
  };
  const luminance = (colour) => {
    const [r, g, b] = colour.map((part) =>
      part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4,
    );
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  /** One colour, or those that a gradient passes through. */
  const coloursOf = (style, property) => {
    if (property !== 'background') return [rgba(style.getPropertyValue(property))];
    const stops = style.backgroundImage.match(/(?:rgba?|color)\([^()]*\)/g);
    if (!stops) return [rgba(style.backgroundColor)];
    const [from, to] = [rgba(stops[0]), rgba(stops.at(-1))];
    return [0, 0.25, 0.5, 0.75, 1].map((at) => from.map((part, each) => part + at * (to[each] - part)));
  };
  return wanted.flatMap(({ selector, property, least }) => {
    const found = [...body.ownerDocument.querySelectorAll(selector)].filter(
      (element) => element.getBoundingClientRect().width > 0 || element.getBoundingClientRect().height > 0,
    );
    const all = found.flatMap((element) => {
      const style = body.ownerDocument.defaultView.getComputedStyle(element);
      const own = style.getPropertyValue(`${property}-opacity`);
      const opacity = (own === '' ? 1 : Number(own)) * opacityOf(element);
      const below = behind(element.parentElement);
      return coloursOf(style, property).map(([r, g, b, alpha]) => {
        const above = over([r, g, b, alpha * opacity], below);
        const [light, dark] = [luminance(above), luminance(below)].sort((x, y) => y - x);
        return (light + 0.05) / (dark + 0.05);
      });
    });
    return all.length === 0 ? [] : [{ selector, least, contrast: Math.min(...all) }];
  });
}
