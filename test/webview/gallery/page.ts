/** One page of the gallery: the real panel with one state, in one theme, named by the address. */
import { registerControls } from '../../../webview/parts/controls';
import { startPanel } from '../../../webview/panel';
import { keptOf, stateNamed, tabs } from './states';

const asked = new URLSearchParams(location.search);
const theme = asked.get('theme') ?? 'light';
const name = asked.get('state') ?? 'bce with logits';

document.body.className = `vscode-${theme}`;
document.documentElement.dataset['theme'] = theme;
registerControls();
const state = await stateNamed(name);
const kept = name === 'pinned' && state ? await keptOf(state) : { pins: [], history: [] };
const open = asked.get('open')?.split(',') ?? [];
startPanel({
  document,
  wire: {
    post: () => undefined,
    listen(receive) {
      setTimeout(() => receive({ packet: 'note', message: { type: 'show', turn: 1, state, kept } }));
      return { dispose: () => undefined };
    },
  },
  store: {
    read: () => [
      { open: Object.fromEntries(open.map((key) => [key, true])), tab: tabs[name] ?? '', turn: 1 },
    ],
    write: () => undefined,
  },
  copy: (text) => navigator.clipboard.writeText(text),
  after: () => () => undefined,
  log: (message) => document.body.append(message),
});
