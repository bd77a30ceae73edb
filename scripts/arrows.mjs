/**
 * Who may import whom, as ESLint configuration: one block of
 * `@typescript-eslint/no-restricted-imports` for each folder. What a folder may import
 * is listed; everything else is forbidden, with a message that says the arrow.
 * test/repo/arrows.test.ts proves that each arrow bites.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.dirname(import.meta.dirname);

/** The folders of src. */
const layers = ['base', 'python', 'engine', 'frameworks', 'inspect', 'rules', 'protocol', 'editor', 'cli'];

/** `allowed`: folders it may import; `typesOnly`: folders of which it may import types; `packages`: from outside. */
const folders = {
  base: { allowed: [] },
  python: { allowed: ['base'], packages: ['@lezer/'] },
  engine: { allowed: ['base'] },
  frameworks: { allowed: ['base', 'python', 'engine'] },
  inspect: { allowed: ['base', 'python', 'engine', 'frameworks'] },
  rules: { allowed: ['base', 'python', 'engine', 'frameworks', 'inspect'] },
  protocol: { allowed: [], typesOnly: ['base', 'inspect'] },
  editor: {
    allowed: ['base', 'python', 'engine', 'frameworks', 'inspect', 'rules', 'protocol'],
    packages: ['vscode', 'node:'],
  },
  cli: {
    allowed: ['base', 'python', 'engine', 'frameworks', 'inspect', 'rules'],
    // No I/O: what touches files, threads or the process stands in cli/bin.
    packages: ['node:path', 'node:url', 'node:util', 'smol-toml', 'diff', 'ignore'],
  },
};

const order =
  'base <- python; base <- engine; python, engine <- frameworks <- inspect <- rules <- editor, cli; protocol takes types from base and inspect';

const escape = (text) => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');

/** Imports of other folders of src, as seen from inside a folder of src. */
function forbiddenLayers(name, { allowed, typesOnly = [] }, prefix = '(?:\\.\\./)+') {
  const patterns = [];
  for (const layer of layers) {
    if (layer === name || allowed.includes(layer)) continue;
    patterns.push({
      regex: `^${prefix}${layer}(?:/|$)`,
      allowTypeImports: typesOnly.includes(layer),
      message: `${name} must not import ${layer}${typesOnly.includes(layer) ? ' except its types' : ''}. The arrows: ${order}.`,
    });
  }
  return patterns;
}

/** Every import that is not a relative path, except these packages. */
function forbiddenPackages(name, packages = []) {
  const except = packages.map((text) => (/[/:]$/.test(text) ? escape(text) : `${escape(text)}$`));
  return {
    regex: `^(?!${['\\.\\.?(?:/|$)', ...except].join('|')})`,
    message: `${name} imports ${packages.length > 0 ? `only these from outside: ${packages.join(', ')}` : 'nothing from outside the repository'}.`,
  };
}

const neverRoots = {
  regex: '(?:^|/)(?:extension(?:\\.web)?|analysis\\.(?:process|worker)|gpu-probe|cli-gpu)$',
  message: 'Nothing imports a composition root.',
};
const neverWebview = {
  regex: '(?:^|/)webview(?:/|$)',
  message: 'The panel (webview/) is a program of its own: nothing imports it.',
};

function block(files, patterns, ignores = []) {
  return {
    name: `arrows of ${files.join(', ')}`,
    files,
    ignores,
    rules: { '@typescript-eslint/no-restricted-imports': ['error', { patterns }] },
  };
}

/** A folder whose files are each other's strangers: the names (without `.ts`) of its files for which `is` holds. */
function members(folder, is) {
  const absolute = path.join(root, folder);
  if (!existsSync(absolute)) return [];
  return readdirSync(absolute)
    .filter(
      (file) =>
        file.endsWith('.ts') && file !== 'index.ts' && is(readFileSync(path.join(absolute, file), 'utf8')),
    )
    .map((file) => file.slice(0, -'.ts'.length));
}

/** The files of src/rules that hold a rule; the others there run rules, and src/rules/shared is what rules share. */
export const ruleFiles = members('src/rules', (text) => /^export const \w+: Rule = /m.test(text));

const notAnotherRule = {
  regex: `^\\.{1,2}/(?:${[...ruleFiles, '[]'].join('|')})$`,
  message: 'A rule never imports another rule: move what they share into src/rules/shared.',
};
const notAnotherSurface = {
  regex: '^\\./(?!(?:surface)$)[^/]+$',
  message: 'One surface never imports another: move what they share to src/editor.',
};
const noBackend = {
  regex: '(?:^|/)backends(?:/|$)',
  message: 'A rule knows no backend: it asks the RuleContext for numbers.',
};

const patternsOf = (name) => [
  ...forbiddenLayers(name, folders[name]),
  forbiddenPackages(`src/${name}`, folders[name].packages),
  neverRoots,
  neverWebview,
];

const dynamicImport = {
  selector: 'ImportExpression',
  message: 'A dynamic import hides an arrow: import at the top of the file.',
};

export const arrows = [
  ...Object.keys(folders)
    .filter((name) => name !== 'rules')
    .map((name) => block([`src/${name}/**/*.ts`], patternsOf(name))),
  block(['src/rules/**/*.ts'], [...patternsOf('rules'), noBackend, notAnotherRule], ['src/rules/index.ts']),
  block(['src/rules/index.ts'], patternsOf('rules')),
  block(
    ['src/engine/backends/gpu.ts'],
    [
      ...forbiddenLayers('engine', folders.engine),
      forbiddenPackages('src/engine/backends/gpu.ts', ['gpu.js']),
      neverRoots,
      neverWebview,
    ],
  ),
  block(
    ['src/editor/surfaces/*.ts'],
    [...patternsOf('editor'), notAnotherSurface],
    ['src/editor/surfaces/index.ts'],
  ),
  block(
    ['src/cli/bin.ts', 'src/cli/bin/**/*.ts'],
    [
      ...forbiddenLayers('cli', folders.cli),
      forbiddenPackages('src/cli/bin', ['node:']),
      neverRoots,
      neverWebview,
    ],
  ),
  block(
    ['src/*.ts'],
    [
      ...forbiddenLayers(
        'a composition root',
        { allowed: layers.filter((layer) => layer !== 'cli') },
        '\\./',
      ),
      forbiddenPackages('A composition root', ['vscode', 'node:', 'webgpu']),
      neverRoots,
      neverWebview,
    ],
  ),
  block(
    ['webview/**/*.ts'],
    [
      ...forbiddenLayers(
        'webview',
        { allowed: ['base', 'protocol'], typesOnly: ['inspect', 'engine'] },
        '(?:\\.\\./)+src/',
      ),
      forbiddenPackages('webview', []),
      neverRoots,
    ],
    ['webview/parts/controls.ts'],
  ),
  block(
    ['webview/parts/controls.ts'],
    [
      ...forbiddenLayers('webview', { allowed: ['base', 'protocol'] }, '(?:\\.\\./)+src/'),
      // Archived since January 2025, so it stands behind this one file.
      forbiddenPackages('webview/parts/controls.ts', ['@vscode/webview-ui-toolkit']),
      neverRoots,
    ],
  ),
  {
    name: 'no hidden arrows',
    files: ['src/**/*.ts', 'webview/**/*.ts'],
    ignores: ['src/*.ts', 'src/cli/bin/**', 'src/editor/**'],
    rules: { 'no-restricted-syntax': ['error', dynamicImport] },
  },
];
