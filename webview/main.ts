/** Starts the panel in VS Code's webview: the only file that touches the browser's globals. */
import { registerControls } from './parts/controls';
import { startPanel } from './panel';

/** What VS Code puts into a webview. */
declare function acquireVsCodeApi(): {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
};

/** What the host had in its store when it made the page. */
function remembered(): unknown {
  try {
    return JSON.parse(document.body.dataset['ui'] ?? 'null') as unknown;
  } catch {
    return null;
  }
}

const host = acquireVsCodeApi();
registerControls();
startPanel({
  document,
  wire: {
    post: (packet) => host.postMessage(packet),
    listen(receive) {
      const take = (event: MessageEvent<unknown>): void => receive(event.data);
      window.addEventListener('message', take);
      return { dispose: () => window.removeEventListener('message', take) };
    },
  },
  store: {
    read: () => [host.getState(), remembered()],
    write: (state) => host.setState(state),
  },
  // A page without a secure context has no clipboard at all: that rejects too.
  copy: async (text) => navigator.clipboard.writeText(text),
  after(milliseconds, act) {
    const timer = setTimeout(act, milliseconds);
    return () => clearTimeout(timer);
  },
  // eslint-disable-next-line no-console -- a webview's only log is the developer tools' console.
  log: (message) => console.warn(`LossLens: ${message}`),
});
