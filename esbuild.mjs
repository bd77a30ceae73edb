#!/usr/bin/env node
/**
 * node esbuild.mjs [--watch] [--production] [--only GROUP,…] [--tests PATH,…] [--unit-folder PATH]
 *
 * One list of builds and one loop. The groups are `dist` (what is shipped), `unit`
 * (the tests that run in plain Node) and `suite` (the tests that run inside VS Code);
 * without --only, all of them. `--tests test/engine` keeps the unit tests whose path
 * starts so; `--unit-folder` is where they are written, so that two runs can go on at once.
 */
import { build, context } from 'esbuild';
import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { copyDawn } from './scripts/dawn.mjs';
import { writeNotices } from './scripts/notices.mjs';

const root = import.meta.dirname;

const { values: flags } = parseArgs({
  options: {
    watch: { type: 'boolean', default: false },
    production: { type: 'boolean', default: false },
    only: { type: 'string', default: 'dist,unit,suite' },
    tests: { type: 'string', default: '' },
    'unit-folder': { type: 'string', default: 'out/test' },
  },
});
const groups = new Set(flags.only.split(','));
for (const group of groups) {
  if (!['dist', 'unit', 'suite'].includes(group)) {
    console.error(`esbuild.mjs: no group «${group}»; there are dist, unit and suite.`);
    process.exit(2);
  }
}

/** Files below a folder with this ending, relative to the repository; leaves out `except`. */
function filesBelow(folder, ending, except = []) {
  const found = [];
  const walk = (relative) => {
    for (const entry of readdirSync(path.join(root, relative), { withFileTypes: true })) {
      const file = `${relative}/${entry.name}`;
      if (entry.isDirectory()) {
        if (entry.name !== 'node_modules' && !except.includes(file)) walk(file);
      } else if (file.endsWith(ending)) found.push(file);
    }
  };
  if (existsSync(path.join(root, folder))) walk(folder);
  return found.sort();
}

/**
 * The npm package `webgpu` holds a native library for each platform. The build copies
 * it beside the bundles with the library of this platform (scripts/dawn.mjs), and what
 * is shipped loads that copy: there is no node_modules in a VSIX.
 */
const dawnBesideTheBundle = {
  name: 'dawn-beside-the-bundle',
  setup({ onResolve }) {
    onResolve({ filter: /^webgpu$/ }, () => ({ path: './webgpu/index.js', external: true }));
  },
};

/**
 * Leaves the examples of rules out that stand in files of their own, and the reasons why a rule has none for a
 * framework: they are a megabyte of text that tests, the generated pages and the terminal's `--explain` need, and
 * nothing that reads a program.
 */
const withoutExamples = {
  name: 'without-examples',
  setup({ onLoad }) {
    onLoad({ filter: /[/\\]src[/\\]rules[/\\]examples[/\\].*\.ts$/ }, () => ({
      contents: 'export const wrong = [];\nexport const right = [];\nexport const notIn = undefined;\n',
    }));
  },
};

const common = {
  absWorkingDir: root,
  bundle: true,
  logLevel: 'warning',
  target: 'es2023',
  sourcemap: flags.production ? false : 'linked',
  legalComments: 'none',
  metafile: true,
  define: { 'process.env.NODE_ENV': JSON.stringify(flags.production ? 'production' : 'development') },
};

/** Node code keeps its names, so that a stack trace in a report can be read; and gpu.js reads its own functions' text. */
const node = {
  ...common,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  minifyWhitespace: flags.production,
};

/** What bundles gpu.js, which looks for the WebGL binding `gl` and goes on without it. */
const gpu = { external: ['gl'], plugins: [dawnBesideTheBundle, withoutExamples] };

const unitTests = filesBelow('test', '.test.ts', ['test/vscode']).filter((file) =>
  flags.tests.split(',').some((start) => file.startsWith(start)),
);

const builds = [
  {
    group: 'dist',
    ...node,
    entryPoints: ['src/extension.ts'],
    outfile: 'dist/extension.js',
    external: ['vscode'],
    plugins: [withoutExamples],
  },
  {
    group: 'dist',
    ...common,
    platform: 'browser',
    format: 'cjs',
    minifyWhitespace: flags.production,
    entryPoints: ['src/extension.web.ts'],
    outfile: 'dist/extension.web.js',
    external: ['vscode'],
    plugins: [withoutExamples],
  },
  {
    group: 'dist',
    ...node,
    entryPoints: ['src/analysis.process.ts'],
    outfile: 'dist/analysis.process.js',
  },
  {
    group: 'dist',
    ...node,
    ...gpu,
    entryPoints: ['src/analysis.worker.ts'],
    outfile: 'dist/analysis.worker.js',
  },
  { group: 'dist', ...node, ...gpu, entryPoints: ['src/gpu-probe.ts'], outfile: 'dist/gpu-probe.js' },
  // No `external: ['vscode']` here: an import of VS Code that strays into the terminal breaks the build.
  {
    group: 'dist',
    ...node,
    entryPoints: ['src/cli/bin.ts'],
    outfile: 'dist/cli.js',
    banner: { js: '#!/usr/bin/env node' },
  },
  // The terminal starts it in threads, or loads it for few files.
  {
    group: 'dist',
    ...node,
    entryPoints: ['src/cli/bin/tasks.ts'],
    outfile: 'dist/cli-tasks.js',
    plugins: [withoutExamples],
  },
  // The terminal loads it for --explain only.
  { group: 'dist', ...node, entryPoints: ['src/cli/bin/pages.ts'], outfile: 'dist/cli-pages.js' },
  // The terminal loads it for --backend auto and gpu only.
  { group: 'dist', ...node, ...gpu, entryPoints: ['src/cli-gpu.ts'], outfile: 'dist/cli-gpu.js' },
  {
    group: 'dist',
    ...common,
    platform: 'browser',
    format: 'iife',
    minify: flags.production,
    entryPoints: ['webview/main.ts'],
    outfile: 'dist/webview.js',
  },
  {
    group: 'unit',
    ...common,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    // What the tests share is built and loaded once.
    splitting: true,
    entryPoints: unitTests,
    outbase: 'test',
    outdir: flags['unit-folder'],
    outExtension: { '.js': '.mjs' },
    chunkNames: 'shared/[hash]',
    external: ['esbuild', 'eslint', 'typescript', 'typescript-eslint', 'webgpu', 'gl', 'happy-dom'],
    // For the `require` of CommonJS packages that are bundled.
    banner: {
      js: "import { createRequire as requireForBundle } from 'node:module'; const require = requireForBundle(import.meta.url);",
    },
  },
  {
    group: 'suite',
    ...node,
    minifyWhitespace: false,
    entryPoints: filesBelow('test/vscode/suite', '.ts'),
    outdir: 'out/vscode-suite',
    outExtension: { '.js': '.cjs' },
    external: ['vscode', 'mocha'],
  },
];

const startedAt = Date.now();
const bundled = new Set();
for (const { group, ...options } of builds) {
  if (!groups.has(group)) continue;
  // Only a choice of tests can be empty; who chose it says so.
  if (options.entryPoints.length === 0) continue;
  if (flags.watch) {
    const watched = await context({ ...options, logLevel: 'info' });
    await watched.watch();
    continue;
  }
  try {
    const { metafile } = await build(options);
    if (group === 'dist') for (const input of Object.keys(metafile.inputs)) bundled.add(input);
    if (flags.production && options.platform === 'node') refuseWideText(options.outfile);
  } catch {
    // esbuild has printed its errors; the other builds are worth trying, so that one run shows all errors.
    process.exitCode = 1;
  }
}

/**
 * V8 keeps a text with any character beyond Latin-1 in two bytes for each of them: one such character in a bundle costs
 * every thread some megabytes. esbuild escapes those of strings, and leaves those of regular expressions as they are.
 */
function refuseWideText(file) {
  const text = readFileSync(path.join(root, file), 'utf8');
  const at = text.search(/[\u0100-\uffff]/);
  if (at < 0) return;
  const around = text.slice(Math.max(0, at - 30), at + 30);
  console.error(
    `esbuild.mjs: ${file} holds «${text[at]}» in «${around}»; write it as an escape (\\u and four digits).`,
  );
  process.exitCode = 1;
}

/** A bundle that this run did not write is older than its sources, or its entry is gone: nobody shall take it for new. */
function removeOlder(folder) {
  for (const file of filesBelow(folder, '', ['dist/webgpu'])) {
    const absolute = path.join(root, file);
    // Some file systems count time in steps of two seconds.
    if (statSync(absolute).mtimeMs < startedAt - 2000) rmSync(absolute);
  }
}
if (!flags.watch) {
  if (groups.has('dist')) removeOlder('dist');
  if (groups.has('unit')) removeOlder(flags['unit-folder']);
  if (groups.has('suite')) removeOlder('out/vscode-suite');
}
if (groups.has('dist')) {
  copyDawn(root);
  if (flags.production) writeNotices(root, bundled);
}
