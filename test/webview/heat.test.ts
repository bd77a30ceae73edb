import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { categories, floorOf, heatOf } from '../../webview/parts/heat';

describe('heat', () => {
  it('gives a sign the same tone in every table, and its size a share', () => {
    const range = { min: -2, max: 1 };
    assert.deepEqual(heatOf(1, 'diverging', range), { tone: 'positive', share: 0.5, category: 0 });
    assert.deepEqual(heatOf(-2, 'diverging', range), { tone: 'negative', share: 1, category: 0 });
    assert.equal(heatOf(0, 'diverging', range).tone, 'none');
    assert.equal(heatOf(-0.5, 'sequential', { min: -1, max: -0.1 }).tone, 'negative');
  });

  it('measures one-signed values from zero, unless all are far from it', () => {
    assert.equal(floorOf('sequential', { min: 0.2, max: 0.8 }), 0);
    assert.equal(floorOf('sequential', { min: 100, max: 101 }), 100);
    assert.equal(floorOf('sequential', { min: -101, max: -100 }), -100);
    assert.equal(heatOf(101, 'sequential', { min: 100, max: 101 }).share, 1);
    assert.equal(heatOf(100, 'sequential', { min: 100, max: 101 }).share, 0);
    assert.equal(heatOf(5, 'sequential', { min: 5, max: 5 }).share, 1);
  });

  it('gives classes a colour each, and none to an ignored index', () => {
    assert.deepEqual(heatOf(2, 'classes', null), { tone: 'class', share: 1, category: 2 });
    assert.equal(heatOf(categories + 1, 'classes', null).category, 1);
    assert.equal(heatOf(-100, 'classes', null).tone, 'ignored');
  });

  it('marks what is not finite in every scale', () => {
    for (const scale of ['sequential', 'diverging', 'classes', 'truths'] as const) {
      assert.equal(heatOf(Number.NaN, scale, null).tone, 'not-finite');
      assert.equal(heatOf(Number.NEGATIVE_INFINITY, scale, { min: 0, max: 1 }).tone, 'not-finite');
    }
  });

  it('keeps the contrast of the text on its strongest colours (WCAG AA) in four themes', () => {
    const css = ['inspector', 'tables'].map((name) => readFileSync(`media/${name}.css`, 'utf8')).join('\n');
    const themes = readFileSync('test/webview/gallery/themes.css', 'utf8');
    const most = Number(/--heat-most: (\d+)%/.exec(css)?.[1]) / 100;
    const ofClasses = Number(/var\(--category\) (\d+)%/.exec(css)?.[1]) / 100;
    const names = ['light', 'dark', 'high-contrast', 'high-contrast-light'];
    for (const theme of names) {
      const token = tokens(themes, theme);
      const background = token('sideBar-background');
      const text = token('editor-foreground');
      const tones: [string, number][] = [
        ['charts-blue', most],
        ['charts-orange', most],
        ...['blue', 'orange', 'green', 'purple', 'yellow', 'red'].map((hue): [string, number] => [
          `charts-${hue}`,
          ofClasses,
        ]),
      ];
      for (const [tone, share] of tones) {
        const ratio = contrast(text, mix(token(tone), background, share));
        assert.ok(ratio >= 4.5, `${theme}: ${tone} leaves a contrast of ${ratio.toFixed(2)}`);
      }
    }
  });
});

type Colour = readonly [number, number, number];

/** The tokens of a theme of the gallery: its own, else those of all. */
function tokens(css: string, theme: string): (name: string) => Colour {
  const block = (selector: string): string => css.slice(css.indexOf(`${selector} {`)).split('}')[0] ?? '';
  const find = (text: string, name: string): string | undefined =>
    new RegExp(`--vscode-${name}: #([0-9a-f]{6})`).exec(text)?.[1];
  return (name) => {
    const hex = find(block(`html[data-theme='${theme}']`), name) ?? find(block('html'), name);
    assert.ok(hex, `${theme} has no ${name}`);
    const channel = (at: number): number => Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return [channel(0), channel(2), channel(4)];
  };
}

const mix = (over: Colour, under: Colour, share: number): Colour => {
  const channel = (at: 0 | 1 | 2): number => over[at] * share + under[at] * (1 - share);
  return [channel(0), channel(1), channel(2)];
};

/** WCAG 2.2: (L1 + 0.05) / (L2 + 0.05), with the relative luminance of sRGB. */
function contrast(a: Colour, b: Colour): number {
  const linear = (value: number): number =>
    value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  const luminance = ([red, green, blue]: Colour): number =>
    0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}
