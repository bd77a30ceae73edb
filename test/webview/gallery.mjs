/**
 * node test/webview/gallery.mjs
 *
 * Builds out/gallery/index.html: the real panel with each of its states, in four
 * themes, to be looked at in any browser. panel.html?state=NAME&theme=THEME is one of them.
 */
import { build } from 'esbuild';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const root = path.resolve(import.meta.dirname, '../..');
const folder = path.join(root, 'out/gallery');
mkdirSync(folder, { recursive: true });

const shared = { absWorkingDir: root, bundle: true, logLevel: 'warning', target: 'es2023', format: 'esm' };
await build({
  ...shared,
  platform: 'browser',
  entryPoints: ['test/webview/gallery/page.ts'],
  outfile: `${folder}/page.js`,
});
await build({
  ...shared,
  platform: 'node',
  entryPoints: ['test/webview/gallery/states.ts'],
  outfile: `${folder}/states.mjs`,
});
for (const style of ['inspector.css', 'tables.css', 'what-if.css'])
  copyFileSync(path.join(root, 'media', style), `${folder}/${style}`);
copyFileSync(path.join(root, 'test/webview/gallery/themes.css'), `${folder}/themes.css`);

// The policy is the webview's, so that whatever it forbids is missing here too. The script stands in the page,
// because browsers load no module from a file.
const policy = "default-src 'none'; script-src 'nonce-gallery'; style-src file:";
const script = readFileSync(`${folder}/page.js`, 'utf8').replaceAll('</script', '<\\/script');
writeFileSync(
  `${folder}/panel.html`,
  `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<link rel="stylesheet" href="themes.css">
<link rel="stylesheet" href="inspector.css">
<title>LossLens panel</title>
</head>
<body>
<script type="module" nonce="gallery">${script}</script>
</body>
</html>
`,
);

const { stateNames } = await import(pathToFileURL(`${folder}/states.mjs`).href);
const themes = ['light', 'dark', 'high-contrast', 'high-contrast-light'];
const frames = stateNames.flatMap((state) => [
  `<h2>${state}</h2>`,
  ...themes.map(
    (theme) =>
      `<iframe title="${state}, ${theme}" loading="lazy" src="panel.html?state=${encodeURIComponent(state)}&amp;theme=${theme}"></iframe>`,
  ),
]);
writeFileSync(
  `${folder}/index.html`,
  `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>LossLens gallery</title>
<style>
body { font: 14px system-ui; margin: 24px; background: #777; color: #fff }
h2 { margin: 24px 0 8px }
iframe { width: 420px; height: 760px; border: 0; margin-right: 8px }
</style>
</head>
<body>
<h1>LossLens: every state of the panel</h1>
${frames.join('\n')}
</body>
</html>
`,
);
console.log(path.join(folder, 'index.html'));
