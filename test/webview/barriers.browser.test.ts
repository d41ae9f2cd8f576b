import type { Locator } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { writeProfile } from '../profile/support/writeProfile.ts';
import { bytesAt, recorded, usePage } from './pageFixture.ts';
import { type ThemeName, themes } from './themes.ts';

/** Addresses without names, as of a stripped program. */
const nameless = writeProfile({
  sampleTypes: [['samples', 'count']],
  functions: [],
  locations: [1, 2].map((id) => ({ id, lines: [] })),
  samples: [{ stack: [1, 2], values: [3] }],
});
const on = usePage(
  new Map([
    ['cpu.pprof', recorded('cpu.pprof')],
    ['heap.pprof', recorded('heap.pprof')],
    ['heap.before.pprof', recorded('heap.pprof', 'before')],
    ['heap.repaired.pprof', recorded('heap.pprof', 'repaired')],
    ['goroutine.pprof', recorded('goroutine.pprof')],
    ['dump.pprof', recorded('goroutine.debug2.txt')],
    ['dump.before.pprof', recorded('goroutine.debug2.txt', 'before')],
    ['labelled.pprof', bytesAt('test/profile/samples/cpu-labelled.pb.gz')],
    ['cut.pprof', recorded('cpu.pprof').slice(0, 500)],
    ['nameless.pprof', nameless],
    ['nothing.pprof', writeProfile({ sampleTypes: [['samples', 'count']], functions: [], locations: [], samples: [] })],
  ]),
);
const heaps = 'heap.pprof&base=heap.before.pprof';
const application = (): Locator => on.page.getByRole('application').first();
const row = (n = 2): Locator => on.page.locator('#view .row').nth(n);
const menu = (): Promise<void> => on.page.locator('vscode-context-menu').waitFor();
const menuOfRow = async (): Promise<void> => {
  await row(1).click({ button: 'right', position: { x: 200, y: 8 } });
  await menu();
};

/** What comes up over a view, or instead of it, and how one gets there. */
const states: readonly (readonly [name: string, profile: string, view: string | undefined, go: () => Promise<void>])[] =
  [
    [
      'the card of a box',
      heaps,
      'Flame',
      async () => {
        await application().hover({ position: { x: 200, y: 30 } });
        // Shown to the eye alone, and therefore left out by axe.
        await on.page.locator('.hover-card').evaluate((card) => card.removeAttribute('aria-hidden'));
      },
    ],
    [
      'the menu of a box',
      'cpu.pprof',
      'Flame',
      async () => {
        await application().click({ button: 'right', position: { x: 200, y: 30 } });
        await menu();
      },
    ],
    [
      'a zoomed flame graph that is searched',
      'cpu.pprof',
      'Flame',
      async () => {
        await application().dblclick({ position: { x: 200, y: 30 } });
        await on.page.getByRole('navigation', { name: 'Zoom' }).waitFor();
        await on.page.getByPlaceholder('Search functions').first().fill('json');
        await expect.poll(() => on.page.locator('.search-note').textContent()).toMatch(/function/);
      },
    ],
    ['the menu of a row', 'cpu.pprof', 'Table', menuOfRow],
    [
      'an opened row',
      heaps,
      'Table',
      async () => {
        await row(0).click({ position: { x: 200, y: 8 } });
        await on.page.keyboard.press('ArrowRight');
        await on.page.locator('.row[aria-level="2"]').first().waitFor();
      },
    ],
    ['the menu of a change', heaps, 'Changes', menuOfRow],
    ['the menu of a caller', heaps, 'Callers', menuOfRow],
    [
      'the menu of a node',
      heaps,
      'Graph',
      async () => {
        await on.page.locator('.graph-drawing .node').first().click({ button: 'right' });
        await menu();
      },
    ],
    ['the menu of a label', 'labelled.pprof', 'Labels', menuOfRow],
    [
      'an opened dump and its menu',
      'dump.pprof&base=dump.before.pprof',
      undefined,
      async () => {
        await row(0).click({ position: { x: 300, y: 8 } });
        await on.page.keyboard.press('ArrowRight');
        await menuOfRow();
      },
    ],
    [
      'the kinds of filters',
      'cpu.pprof',
      'Table',
      async () => {
        await row().waitFor();
        await on.page.locator('.filter-kind').click();
        await on.page.locator('.filter-kind [role=option]').first().waitFor();
      },
    ],
    [
      'a source that was not found',
      'cpu.pprof&source=missing',
      'Table',
      async () => {
        await row().click();
        await on.page.getByRole('tab', { name: 'Source', exact: true }).click();
        await on.page.getByText('was not found').first().waitFor();
      },
    ],
    [
      'a source from elsewhere',
      'cpu.pprof&source=outside',
      'Table',
      async () => {
        await row().click();
        await on.page.getByRole('tab', { name: 'Source', exact: true }).click();
        await on.page.getByText('is outside').first().waitFor();
      },
    ],
    ['a series', `${heaps}&series=heap.repaired.pprof`, 'Series', () => row(0).click()],
    ['a file that cannot be read', 'cut.pprof', undefined, () => on.page.getByRole('alert').waitFor()],
    ['a profile of nothing', 'nothing.pprof', undefined, () => on.page.getByText('is valid and holds').waitFor()],
    ['a profile without names', 'nameless.pprof', undefined, () => on.page.getByRole('complementary').waitFor()],
    [
      'filters that leave nothing',
      'cpu.pprof',
      'Flame',
      async () => {
        await on.page.locator('.filter-field input').fill('nowhere');
        await on.page.keyboard.press('Enter');
        await on.page.getByText('Undo the Last Filter').waitFor();
      },
    ],
    ['what cannot be compared', 'cpu.pprof&base=heap.pprof', 'Flame', () => on.page.locator('.base .bad').waitFor()],
  ];

const shots = process.env['LEAKLENS_SHOTS'];

describe.each(Object.keys(themes) as ThemeName[])('in %s, axe finds no barrier in', (theme) => {
  it.each(states)('%s', async (name, profile, view, go) => {
    await on.open(profile, view, theme);
    await go();
    if (shots) await on.page.screenshot({ path: `${shots}/${name.replaceAll(' ', '-')}-${theme}.png` });
    expect(await on.barriers()).toEqual([]);
  });
});
