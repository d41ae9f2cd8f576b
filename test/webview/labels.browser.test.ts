import { describe, expect, it } from 'vitest';
import { bytesAt, usePage } from './pageFixture.ts';
import { type ThemeName, themes } from './themes.ts';

const t = usePage(
  new Map([
    ['labelled.pprof', bytesAt('test/profile/samples/cpu-labelled.pb.gz')],
    ['heap.pprof', bytesAt('demo/profiles/after/heap.pprof')],
    ['heap.before.pprof', bytesAt('demo/profiles/before/heap.pprof')],
    ['goroutine.pprof', bytesAt('demo/profiles/after/goroutine.pprof')],
    ['dump.pprof', bytesAt('demo/profiles/after/goroutine.debug2.txt')],
    ['mutex.pprof', bytesAt('demo/profiles/after/mutex.pprof')],
  ]),
);

const grid = () => t.page.getByRole('treegrid');
const chips = () => t.page.locator('.filter-chip');
const sentence = () => t.page.locator('.sentence');
const rowOf = (text: string) => t.page.locator('.row', { hasText: text });
const cells = (text: string): Promise<string[]> => rowOf(text).first().getByRole('gridcell').allTextContents();
const openLabels = async (profile: string, theme?: ThemeName): Promise<void> => {
  await t.open(profile, undefined, theme);
  await t.page.getByRole('tab', { name: 'Labels' }).click();
  await grid().waitFor();
};
const shots = process.env['LEAKLENS_SHOTS'];
const shoot = async (name: string): Promise<void> => {
  if (shots) await t.page.screenshot({ path: `${shots}/${name}.png` });
};

describe('labels', () => {
  it('have the weights of pprof, by key', async () => {
    await openLabels('labelled.pprof');
    expect((await cells('/orders/{id}')).slice(1, 3)).toEqual(['340ms', '27.87%']);
    expect((await cells('endpoint')).slice(1, 3)).toEqual(['1.17s', '95.90%']);
    expect(await t.page.locator('.row.key').count()).toBe(3);
  });

  it('are focused on and ignored by the pointer, more than one of a key', async () => {
    await openLabels('labelled.pprof');
    await rowOf('/orders/{id}').getByRole('button', { name: 'Focus' }).click();
    await expect.poll(() => chips().allTextContents()).toEqual(['tagfocus endpoint=/orders/{id}×']);
    await expect.poll(() => sentence().textContent()).toContain('showing 27.87%');
    // The other values of the key can still be chosen, with what they would weigh.
    expect((await cells('/health')).slice(1, 3)).toEqual(['640ms', '52.46%']);
    await rowOf('/health').getByRole('button', { name: 'Focus' }).click();
    await expect.poll(() => sentence().textContent()).toContain('showing 80.33%');
    expect(await chips().count()).toBe(1);
    await rowOf('/health').getByRole('button', { name: 'Ignore' }).click();
    await expect.poll(() => chips().count()).toBe(2);
    await expect.poll(() => sentence().textContent()).toContain('showing 27.87%');
    await t.page.keyboard.press('Control+z');
    await t.page.keyboard.press('Control+z');
    await t.page.keyboard.press('Control+z');
    await expect.poll(() => chips().count()).toBe(0);
  });

  it('are worked by keys alone', async () => {
    await openLabels('labelled.pprof');
    await grid().focus();
    await grid().press('Home');
    await grid().press('ArrowDown');
    await grid().press('Enter');
    await expect.poll(() => chips().allTextContents()).toEqual(['tagfocus endpoint=/health×']);
    await grid().press('Delete');
    await expect.poll(() => chips().allTextContents()).toEqual(['tagignore endpoint=/health×']);
    await grid().press('r');
    await expect.poll(() => chips().count()).toBe(2);
    await grid().press('l');
    await expect.poll(() => chips().allTextContents()).toContain('tagleaf endpoint×');
    await grid().press('ArrowLeft');
    await expect.poll(() => t.page.locator('.row.selected').getAttribute('aria-level')).toBe('1');
    await grid().press('ArrowLeft');
    await expect.poll(() => t.page.locator('.row.selected').getAttribute('aria-expanded')).toBe('false');
    await grid().press('Shift+F10');
    await t.page.getByText('endpoint as Outermost Frames').click();
    await expect.poll(() => chips().allTextContents()).not.toContain('tagroot endpoint×');
  });

  it('become frames of the flame', async () => {
    await openLabels('labelled.pprof');
    await t.page.locator('.row.key').first().getByRole('button', { name: 'Root' }).click();
    await t.page.getByRole('tab', { name: 'Flame' }).click();
    const flame = t.page.getByRole('application');
    await flame.focus();
    await flame.press('ArrowDown');
    await flame.press('ArrowDown');
    await expect.poll(() => t.page.locator('.flame [role=status]').textContent()).toContain('/health, total 640ms');
  });

  it('that are numbers stand in ranges, which can be opened and focused on', async () => {
    await openLabels('heap.pprof');
    const range = t.page.locator('.row.value[aria-expanded=false]').first();
    const text = await range.locator('.name').textContent();
    expect(text).toMatch(/\S+\.\.\S+/);
    const before = await t.page.locator('[aria-level="3"]').count();
    await range.locator('.twistie').click();
    await expect.poll(() => t.page.locator('[aria-level="3"]').count()).toBeGreaterThan(before);
    await t.page.locator('.row.value[aria-expanded=true]').first().getByRole('button', { name: 'Focus' }).click();
    await expect.poll(() => chips().first().textContent()).toMatch(/^tagfocus bytes=\d+bytes:\d+bytes×$/);
    await expect.poll(() => sentence().textContent()).toContain('1 filter');
  });

  it('are searched, and compared', async () => {
    await openLabels('heap.pprof&base=heap.before.pprof');
    await expect.poll(() => t.page.locator('.row.value .bar').first().textContent()).toMatch(/^[+−]/);
    await t.page.getByPlaceholder('Search labels').first().fill('=16kB$');
    await expect.poll(() => t.page.locator('.row.value').count()).toBe(1);
  });

  it('of what filters leave nothing of say so', async () => {
    await openLabels('labelled.pprof');
    await t.page.locator('.filter-field input').fill('no such function');
    await t.page.locator('.filter-field input').press('Enter');
    await expect.poll(() => t.page.locator('.page').textContent()).toContain('let nothing of cpu pass');
  });

  it('of a profile without any have no view', async () => {
    await t.open('mutex.pprof');
    await t.page.getByRole('tab', { name: 'Table' }).waitFor();
    expect(await t.page.getByRole('tab', { name: 'Labels' }).count()).toBe(0);
  });
});

describe('goroutines are filtered', () => {
  const add = async (text: string): Promise<void> => {
    await t.page.locator('.filter-field input').fill(text);
    await t.page.locator('.filter-field input').press('Enter');
  };

  it('in a profile, by label and by the menu of a group', async () => {
    await t.open('goroutine.pprof');
    await grid().waitFor();
    await add('tagfocus=route=^/checkout$');
    await expect.poll(() => sentence().textContent()).toMatch(/^120 of 1,029 goroutines · \d+ groups · 1 filter$/);
    await grid().focus();
    await grid().press('Home');
    await grid().press('Shift+F10');
    await t.page.getByText('Ignore Stacks with This').click();
    await expect.poll(() => chips().count()).toBe(2);
    await expect.poll(() => sentence().textContent()).toContain('2 filters');
  });

  it('in a text dump, and remembered', async () => {
    await t.open('dump.pprof');
    await grid().waitFor();
    await add('example.com/orders');
    await expect.poll(() => sentence().textContent()).toMatch(/ of [\d,]+ goroutines · .* · 1 filter$/);
    const told = await sentence().textContent();
    await t.page.reload();
    await grid().waitFor();
    expect(await sentence().textContent()).toBe(told);
    await add('tagroot=route');
    await expect.poll(() => t.page.getByRole('alert').textContent()).toContain('Goroutines have no tagroot');
  });
});

describe.each(Object.keys(themes) as ThemeName[])('in %s', (theme) => {
  it('labels have no barriers that axe can find', async () => {
    await openLabels('labelled.pprof', theme);
    await rowOf('/orders/{id}').getByRole('button', { name: 'Focus' }).click();
    await rowOf('/health').getByRole('button', { name: 'Ignore' }).click();
    await t.page.locator('.row.key').first().getByRole('button', { name: 'Root' }).click();
    await expect.poll(() => sentence().textContent()).toContain('3 filters');
    await shoot(`labels-${theme}`);
    expect(await t.barriers()).toEqual([]);
    await t.page.evaluate(() => {
      window.name = '';
    });
    await openLabels('heap.pprof&base=heap.before.pprof', theme);
    await rowOf('bytes').first().waitFor();
    await shoot(`labels-heap-${theme}`);
    expect(await t.barriers()).toEqual([]);
  });
});
