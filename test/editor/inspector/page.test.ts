import assert from 'node:assert/strict';
import { inspectorPage } from '../../../src/editor/inspector/page';

const page = inspectorPage({
  script: 'https://host/dist/webview.js?a=1&b="2"',
  style: 'https://host/media/inspector.css',
  cspSource: 'https://*.host',
  nonce: 'n0nce',
  ui: '{"tab":"<script>"}',
});

describe('the page of the inspector', () => {
  it('allows its script by a nonce, its own styles and fonts, and nothing else', () => {
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1];
    assert.equal(
      policy,
      "default-src 'none'; script-src 'nonce-n0nce'; style-src https://*.host; font-src https://*.host",
    );
    assert.equal(page.match(/nonce="n0nce"/g)?.length, page.match(/<script/g)?.length);
    assert.doesNotMatch(page, /unsafe|style=/);
  });

  it('hands on what the panel remembered, and lets nothing of it out of its quotes', () => {
    assert.ok(page.includes('<body data-ui="{&quot;tab&quot;:&quot;&lt;script>&quot;}">'));
  });

  it('escapes addresses', () => {
    assert.ok(page.includes('src="https://host/dist/webview.js?a=1&amp;b=&quot;2&quot;"'));
  });
});
