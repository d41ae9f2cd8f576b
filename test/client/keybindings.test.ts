import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { viewNames } from '../../protocol/webview.ts';

interface Binding {
  readonly command: string;
  readonly key: string;
  readonly mac?: string;
  readonly when: string;
}

interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly title: string }[];
    readonly keybindings: readonly Binding[];
    readonly menus: { readonly commandPalette: readonly { readonly command: string; readonly when: string }[] };
  };
}

const json = (path: string): unknown => JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'));
const { contributes } = json('../../package.json') as Manifest;
const { commands, keybindings, menus } = contributes;

/** Bound on desktops only; in the web the browser has them. From code.visualstudio.com/docs/reference/default-keybindings. */
const ofDesktops = [
  'ctrl+n',
  'ctrl+w',
  'ctrl+t',
  'ctrl+shift+n',
  'ctrl+shift+w',
  'ctrl+shift+t',
  'ctrl+q',
  'ctrl+r',
  'f11',
];

/** Where VS Code's own command does the same in another place: Ctrl+F finds. (As Ctrl+F of an extension
 * for its own editor, it has to leave views and the terminal alone: see the test of its `when`.) */
const sameMeaning: Readonly<Record<string, RegExp>> = {
  'ctrl+f': /find|filter|search|^markdown\.editor\./i,
  'cmd+f': /find|filter|search/i,
};

describe.each(['linux', 'mac', 'windows'])('on %s', (system) => {
  const defaults = json(`keybindings/${system}.json`) as Readonly<Record<string, readonly string[]>>;
  const taken = new Map(Object.entries(defaults));
  for (const key of ofDesktops) taken.set(system === 'mac' ? key.replace('ctrl', 'cmd') : key, ['of desktops']);

  it('the list is that of VS Code', () => {
    expect(taken.size).toBeGreaterThan(400);
    expect(taken.get(system === 'mac' ? 'cmd+s' : 'ctrl+s')).toContain('workbench.action.files.save');
  });

  it.each(keybindings)('$key is nobody else’s', ({ key, mac, command }) => {
    const own = system === 'mac' ? (mac ?? key) : key;
    const same = sameMeaning[own];
    const others = (taken.get(own) ?? []).filter((other) => !same?.test(other));
    expect(others, `${command} takes ${own}`).toEqual([]);
    // Nor is a whole key the first of a chord.
    expect([...taken.keys()].filter((other) => other.startsWith(`${own} `))).toEqual([]);
  });
});

describe('keys and the palette', () => {
  it('keys work in the profile editor, or in Go files of the active profile, and each does one thing', () => {
    for (const { when } of keybindings)
      expect(when).toMatch(/^activeCustomEditorId =~ \/\^leaklens\\\.profile\/|hasActiveProfile/);
    expect(new Set(keybindings.map((b) => b.key)).size).toBe(keybindings.length);
    expect(new Set(keybindings.map((b) => b.mac)).size).toBe(keybindings.length);
  });

  it('Ctrl+F is left to lists, views, fields and the terminal', () => {
    const when = keybindings.find((b) => b.key === 'ctrl+f')?.when ?? '';
    for (const place of ['inputFocus', 'listFocus', 'sideBarFocus', 'panelFocus', 'terminalFocus', 'auxiliaryBarFocus'])
      expect(when).toContain(`!${place}`);
  });

  it('keys belong to commands that there are', () => {
    const known = new Set(commands.map((c) => c.command));
    expect([...keybindings, ...menus.commandPalette].filter((b) => !known.has(b.command))).toEqual([]);
  });

  it('every view has a command and a key, there where the profile has the view', () => {
    for (const view of viewNames) {
      const command = `leaklens.profileView.${view}`;
      expect(commands.map((c) => c.command)).toContain(command);
      expect(keybindings.map((b) => b.command)).toContain(command);
      expect(menus.commandPalette.find((entry) => entry.command === command)?.when).toContain(`\\b${view}\\b`);
    }
  });
});
