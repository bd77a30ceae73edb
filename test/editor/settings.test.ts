import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { settings as ids } from '../../src/editor/ids';
import { defaultSettings, readSettings } from '../../src/editor/settings';

interface Manifest {
  readonly contributes: {
    readonly configuration: { readonly properties: Readonly<Record<string, { readonly default: unknown }>> };
  };
}

describe('settings', () => {
  it('have the defaults that package.json says', () => {
    const { contributes } = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;
    const { properties } = contributes.configuration;
    assert.deepEqual(
      readSettings((id) => properties[id]?.default),
      defaultSettings,
    );
  });

  it('are the defaults where nothing is set, or something of another type', () => {
    assert.deepEqual(
      readSettings(() => undefined),
      defaultSettings,
    );
    assert.deepEqual(
      readSettings(() => ['nonsense']),
      defaultSettings,
    );
    assert.deepEqual(
      readSettings(() => -1),
      defaultSettings,
    );
  });

  it('keep of the rules what is a severity', () => {
    const value = { a: 'off', b: 'loud', c: 3, d: 'info' };
    assert.deepEqual(readSettings((id) => (id === ids.rules ? value : undefined)).rules, {
      a: 'off',
      d: 'info',
    });
  });
});
