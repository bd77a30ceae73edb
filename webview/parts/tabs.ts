/**
 * Several contents of which one is seen. Keys as everywhere: the arrows, Home and End go
 * from tab to tab and show it at once (WAI-ARIA's tabs pattern with automatic activation).
 */
import type { Context } from './context';
import type { UiState } from '../ui-state';
import { element, listen, type Child } from './element';

export interface Tab {
  /** Names the tab in the panel's memory. */
  readonly key: string;
  readonly title: string;
  /** Made only when the tab is the chosen one. */
  readonly content: () => readonly Child[];
}

/**
 * The list of tabs and the chosen one's content.
 *
 * @param name What the choice is about, for a screen reader.
 * @param tabs Of which `chosenTab` is shown.
 */
export function tabbed(context: Context, name: string, tabs: readonly Tab[]): Child[] {
  const { document, ui, emit } = context;
  const chosen = chosenTab(ui, tabs);
  if (!chosen) return [];
  const buttons = tabs.map(({ key, title }) => {
    const selected = key === chosen.key;
    const made = element(
      document,
      'button',
      {
        type: 'button',
        class: 'tab',
        role: 'tab',
        id: tabId(key),
        'data-key': `tab ${key}`,
        'aria-selected': String(selected),
        'aria-controls': selected ? panelId : null,
        tabindex: selected ? 0 : -1,
      },
      title,
    );
    listen(made, 'click', () => emit({ type: 'tab', tab: key }));
    return made;
  });
  const list = element(document, 'div', { class: 'tabs', role: 'tablist', 'aria-label': name }, ...buttons);
  listen(list, 'keydown', (event, shown) => {
    const to = neighbour(tabs.indexOf(chosen), tabs.length, (event as KeyboardEvent).key);
    const next = to === null ? undefined : tabs[to];
    if (!next) return;
    event.preventDefault();
    emit({ type: 'tab', tab: next.key });
    shown.querySelector<HTMLElement>('[aria-selected="true"]')?.focus();
  });
  const panel = element(
    document,
    'div',
    {
      class: 'tab-panel',
      role: 'tabpanel',
      id: panelId,
      'aria-labelledby': tabId(chosen.key),
      'data-key': `tab-panel ${chosen.key}`,
    },
    ...chosen.content(),
  );
  return [list, panel];
}

/** The tab that the person chose; the first one until then, and where the chosen one is not among them. */
export const chosenTab = <Kind extends { readonly key: string }>(
  ui: UiState,
  tabs: readonly Kind[],
): Kind | undefined => tabs.find(({ key }) => key === ui.tab) ?? tabs[0];

const panelId = 'tab-panel';
const tabId = (key: string): string => `tab-${key}`;

/** The index of the tab that a key leads to; null for another key. */
function neighbour(at: number, count: number, key: string): number | null {
  switch (key) {
    case 'ArrowRight':
      return (at + 1) % count;
    case 'ArrowLeft':
      return (at + count - 1) % count;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}
