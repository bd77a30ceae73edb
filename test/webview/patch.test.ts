import assert from 'node:assert/strict';
import { element, lazily, listen, standIn, style, type Child } from '../../webview/parts/element';
import { patchChildren } from '../../webview/parts/patch';
import { emptyDocument } from './world';

function patched(before: (document: Document) => Child[], after: (document: Document) => Child[]) {
  const document = emptyDocument();
  const shown = element(document, 'main', {}, ...before(document));
  document.body.append(shown);
  const old = [...shown.childNodes];
  patchChildren(shown, element(document, 'main', {}, ...after(document)));
  return { shown, old };
}

const item = (document: Document, key: string, text = key): HTMLElement =>
  element(document, 'p', { 'data-key': key }, text);

describe('laying a rendering over another', () => {
  it('keeps elements that mean the same, and changes what differs', () => {
    const { shown, old } = patched(
      (document) => [element(document, 'p', { class: 'a', title: 'x' }, 'one')],
      (document) => [element(document, 'p', { class: 'b' }, 'two')],
    );
    assert.equal(shown.firstChild, old[0]);
    assert.equal(shown.innerHTML, '<p class="b">two</p>');
  });

  it('leaves what a control or a person changed', () => {
    const document = emptyDocument();
    const make = (text: string): HTMLElement => element(document, 'details', { class: 'section' }, text);
    const shown = element(document, 'main', {}, make('one'));
    const details = shown.firstElementChild;
    details?.setAttribute('open', '');
    patchChildren(shown, element(document, 'main', {}, make('two')));
    assert.equal(shown.innerHTML, '<details class="section" open="">two</details>');
  });

  it('makes the children of a part only where they are made of something else', () => {
    const document = emptyDocument();
    let made = 0;
    const part = (count: number): HTMLElement =>
      element(
        document,
        'main',
        {},
        lazily(document, 'p', { 'data-key': 'part', title: String(count) }, [count, Number.NaN], () => {
          made++;
          return [element(document, 'b', {}, String(count))];
        }),
      );
    const shown = element(document, 'main');
    for (const [count, times] of [
      [1, 1],
      [1, 1],
      [2, 2],
      [2, 2],
    ] as const) {
      const before = shown.querySelector('b');
      patchChildren(shown, part(count));
      assert.equal(shown.innerHTML, `<p data-key="part" title="${count}"><b>${count}</b></p>`);
      assert.equal(made, times);
      if (before) assert.equal(shown.querySelector('b'), before);
    }
  });

  it('knows elements by their keys when others come, go or change places', () => {
    const { shown, old } = patched(
      (document) => [item(document, 'a'), item(document, 'b'), item(document, 'c')],
      (document) => [item(document, 'c'), item(document, 'new'), item(document, 'a', 'changed')],
    );
    assert.deepEqual(
      [...shown.children].map((child) => child.textContent),
      ['c', 'new', 'changed'],
    );
    assert.equal(shown.children[0], old[2]);
    assert.equal(shown.children[2], old[0]);
  });

  it('does not lay one kind over another', () => {
    const { shown, old } = patched(
      (document) => [element(document, 'p', {}, 'one'), 'text'],
      (document) => ['text', element(document, 'ul')],
    );
    assert.notEqual(shown.firstChild, old[0]);
    assert.equal(shown.innerHTML, 'text<ul></ul>');
  });

  it('takes the newer handler and styles', () => {
    const document = emptyDocument();
    const heard: string[] = [];
    const make = (name: string): HTMLElement => {
      const made = element(document, 'button');
      listen(made, 'click', () => heard.push(name));
      style(made, '--share', name);
      return made;
    };
    const shown = element(document, 'main', {}, make('old'));
    const button = shown.firstElementChild as HTMLElement;
    patchChildren(shown, element(document, 'main', {}, make('new')));
    button.click();
    assert.deepEqual(heard, ['new']);
    assert.equal(button.style.getPropertyValue('--share'), 'new');
  });

  it('does not move what stays when something before it goes, so that the focus stays too', () => {
    const document = emptyDocument();
    const keys = (...names: string[]): HTMLElement[] => names.map((name) => item(document, name));
    const shown = element(document, 'main', {}, ...keys('a', 'b', 'c'));
    const inserted: unknown[] = [];
    const insert = shown.insertBefore.bind(shown);
    shown.insertBefore = (node, before) => {
      inserted.push(node.textContent);
      return insert(node, before);
    };
    patchChildren(shown, element(document, 'main', {}, ...keys('b', 'c', 'd')));
    assert.deepEqual(
      [...shown.children].map((child) => child.textContent),
      ['b', 'c', 'd'],
    );
    assert.deepEqual(inserted, ['d']);
  });

  it('leaves what a stand-in stands for', () => {
    const document = emptyDocument();
    const shown = element(document, 'main', {}, item(document, 'a', 'as it was'));
    const [before] = shown.children;
    patchChildren(shown, element(document, 'main', {}, standIn(document, 'p', 'a'), item(document, 'b')));
    assert.equal(shown.firstElementChild, before);
    assert.equal(shown.textContent, 'as it wasb');
  });
});
