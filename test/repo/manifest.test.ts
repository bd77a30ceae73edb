/** package.json says what VS Code offers; src/editor/ids.ts says what the code registers and reads. They agree. */
import assert from 'node:assert/strict';
import { commands, internalCommands, settings, views } from '../../src/editor/ids';
import { isThere, textOf } from './repository';

interface Contributions {
  readonly commands?: readonly {
    readonly command: string;
    readonly title: string;
    readonly icon?: unknown;
  }[];
  readonly configuration?: Configuration | readonly Configuration[];
  readonly views?: Readonly<Record<string, readonly { readonly id: string; readonly icon?: string }[]>>;
  readonly viewsContainers?: Readonly<
    Record<string, readonly { readonly id: string; readonly icon: string }[]>
  >;
  readonly menus?: Readonly<Record<string, readonly { readonly command?: string }[]>>;
  readonly keybindings?: readonly { readonly command: string }[];
}
interface Configuration {
  readonly properties: Readonly<
    Record<string, { readonly description?: string; readonly markdownDescription?: string }>
  >;
}
interface Manifest {
  readonly contributes: Contributions;
  readonly scripts: Readonly<Record<string, string>>;
}

const { contributes, scripts } = JSON.parse(textOf('package.json')) as Manifest;
const sorted = (values: Iterable<string>): string[] => [...values].sort();

describe('package.json and src/editor/ids.ts', () => {
  it('name the same commands', () => {
    assert.deepEqual(
      sorted((contributes.commands ?? []).map(({ command }) => command)),
      sorted(Object.values(commands)),
    );
  });

  it('keep the internal commands out of the palette', () => {
    const declared = new Set((contributes.commands ?? []).map(({ command }) => command));
    assert.deepEqual(
      Object.values(internalCommands).filter((command) => declared.has(command)),
      [],
    );
  });

  it('use only declared commands in menus and keys', () => {
    const known = new Set<string>(Object.values(commands));
    const used = [...Object.values(contributes.menus ?? {}).flat(), ...(contributes.keybindings ?? [])];
    assert.deepEqual(
      used.filter(({ command }) => command?.startsWith('losslens.') && !known.has(command)),
      [],
    );
  });

  it('name the same settings, each with a description', () => {
    const configuration = contributes.configuration ?? [];
    const parts = Array.isArray(configuration)
      ? (configuration as Configuration[])
      : [configuration as Configuration];
    const properties = parts.flatMap(({ properties }) => Object.entries(properties));
    assert.deepEqual(sorted(properties.map(([name]) => name)), sorted(Object.values(settings)));
    for (const [name, { description, markdownDescription }] of properties) {
      assert.ok(description ?? markdownDescription, `${name} has no description`);
    }
  });

  it('name the same views, whose icons exist', () => {
    const containers = Object.values(contributes.viewsContainers ?? {}).flat();
    const declared = Object.values(contributes.views ?? {}).flat();
    assert.deepEqual(sorted([...containers, ...declared].map(({ id }) => id)), sorted(Object.values(views)));
    for (const { icon } of containers) if (!icon.startsWith('$(')) assert.ok(isThere(icon), icon);
  });
});

describe('the scripts of package.json', () => {
  it('start files that exist', () => {
    const files = Object.values(scripts).flatMap((script) =>
      [...script.matchAll(/\bnode ([\w./-]+\.mjs)/g)].map((match) => match[1] ?? ''),
    );
    assert.ok(files.length > 0);
    assert.deepEqual(
      sorted(new Set(files)).filter((file) => !isThere(file)),
      [],
    );
  });
});
