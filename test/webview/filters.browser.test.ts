import { beforeEach, describe, expect, it } from 'vitest';
import { bytesAt, usePage } from './pageFixture.ts';
import { type ThemeName, themes } from './themes.ts';

const t = usePage(
  new Map([
    ['cpu.pprof', bytesAt('demo/profiles/after/cpu.pprof')],
    ['heap.pprof', bytesAt('demo/profiles/after/heap.pprof')],
    ['heap.before.pprof', bytesAt('demo/profiles/before/heap.pprof')],
    ['labelled.pprof', bytesAt('test/profile/samples/cpu-labelled.pb.gz')],
  ]),
);

const flame = () => t.page.getByRole('application');
const bar = () => t.page.getByRole('region', { name: 'Filters' });
const field = () => t.page.locator('.filter-field input');
const chips = () => t.page.locator('.filter-chip');
const sentence = () => t.page.locator('.sentence');
const add = async (text: string): Promise<void> => {
  await field().fill(text);
  await field().press('Enter');
};
const shots = process.env['LEAKLENS_SHOTS'];
const shoot = async (name: string): Promise<void> => {
  if (shots) await t.page.screenshot({ path: `${shots}/${name}.png` });
};

describe('filters', () => {
  beforeEach(async () => {
    await t.open('cpu.pprof');
    await flame().waitFor();
  });

  it('become chips, and the sentence tells what is shown', async () => {
    await expect.poll(() => sentence().textContent()).toMatch(/^cpu · 6\.69s · recorded over/);
    await add('pricing');
    await expect.poll(() => chips().allTextContents()).toEqual(['focus pricing×']);
    await expect
      .poll(() => sentence().textContent())
      .toMatch(/^cpu · [\d.]+s of 6\.69s · 1 filter · showing \d\d(\.\d+)?%/);
    await add('hide=runtime');
    await expect.poll(() => chips().allTextContents()).toEqual(['focus pricing×', 'hide runtime×']);
    await expect.poll(() => sentence().textContent()).toContain('2 filters');
    await t.page.getByRole('tab', { name: 'Table' }).click();
    const names = await t.page.locator('.row .name').allTextContents();
    expect(names.length).toBeGreaterThan(3);
    expect(names.filter((name) => name.includes('runtime.'))).toEqual([]);
  });

  it('that are no regular expression stay in the field, with the reason', async () => {
    await add('pricing');
    await add('(*conn');
    await expect.poll(() => bar().getByRole('alert').textContent()).toContain('not a valid regular expression (RE2)');
    expect(await field().inputValue()).toBe('(*conn');
    expect(await chips().count()).toBe(1);
    await shoot('error');
    await field().fill('\\(\\*conn');
    await expect.poll(() => bar().getByRole('alert').count()).toBe(0);
    await field().press('Enter');
    await expect.poll(() => chips().count()).toBe(2);
  });

  it('are undone and done again, by keys and by buttons', async () => {
    const whole = await sentence().textContent();
    await add('pricing');
    await add('hide=runtime');
    await expect.poll(() => chips().count()).toBe(2);
    await flame().focus();
    await t.page.keyboard.press('Control+z');
    await expect.poll(() => chips().count()).toBe(1);
    await t.page.keyboard.press('Control+z');
    await expect.poll(() => sentence().textContent()).toBe(whole);
    await t.page.keyboard.press('Control+Shift+Z');
    await t.page.keyboard.press('Control+y');
    await expect.poll(() => chips().count()).toBe(2);
    await bar().getByRole('button', { name: 'Undo filter' }).click();
    await expect.poll(() => chips().count()).toBe(1);
    await bar().getByRole('button', { name: 'Redo filter' }).click();
    await expect.poll(() => chips().count()).toBe(2);
    await bar().getByRole('button', { name: 'Clear' }).click();
    await expect.poll(() => sentence().textContent()).toBe(whole);
  });

  it('leave the text in a field to its own undo', async () => {
    await add('pricing');
    await field().fill('half an exp');
    await field().press('Control+z');
    await expect.poll(() => chips().count()).toBe(1);
  });

  it('are changed and removed at their chips, by keys too', async () => {
    await add('pricing');
    await bar().getByRole('button', { name: 'Change filter focus pricing' }).press('Enter');
    await expect.poll(() => field().inputValue()).toBe('pricing');
    await field().fill('ignore=pricing');
    await field().press('Enter');
    await expect.poll(() => chips().allTextContents()).toEqual(['ignore pricing×']);
    await bar().getByRole('button', { name: 'Change filter ignore pricing' }).press('Delete');
    await expect.poll(() => chips().count()).toBe(0);
    await add('pricing');
    await bar().getByRole('button', { name: 'Remove filter focus pricing' }).click();
    await expect.poll(() => chips().count()).toBe(0);
    await add('pricing');
    await field().press('Backspace');
    await expect.poll(() => chips().count()).toBe(0);
  });

  it('are remembered by the tab', async () => {
    await add('pricing');
    await bar().getByRole('button', { name: 'Runtime', exact: true }).click();
    await expect.poll(() => sentence().textContent()).toContain('2 filters');
    const told = await sentence().textContent();
    await t.page.reload();
    await flame().waitFor();
    await expect.poll(() => sentence().textContent()).toContain('2 filters');
    expect(await sentence().textContent()).toBe(told);
    expect(await chips().allTextContents()).toEqual(['focus pricing×']);
  });

  it('keep zoom and selection as far as they are still there', async () => {
    await flame().dblclick({ position: { x: 200, y: 30 } });
    await flame().click({ position: { x: 200, y: 50 } });
    const selected = await t.page.locator('.flame [role=status]').textContent();
    const name = selected?.split(',')[0] ?? '';
    await add('ignore=nowhere');
    await expect.poll(() => bar().textContent()).toContain('Ignore expression matched no samples');
    await expect.poll(() => t.page.getByRole('navigation').textContent()).toContain('net/http.(*conn).serve');
    expect(await t.page.locator('.flame [role=status]').textContent()).toContain(name);
    await add('hide=^net/http\\.\\(\\*conn\\)\\.serve$');
    await expect.poll(() => t.page.getByRole('navigation').count()).toBe(0);
    await t.page.keyboard.press('Escape');
    await flame().focus();
    await t.page.keyboard.press('Control+z');
    await expect.poll(() => t.page.getByRole('navigation').textContent()).toContain('net/http.(*conn).serve');
  });

  it('come from the menu of a box and of a row', async () => {
    await flame().click({ position: { x: 200, y: 30 }, button: 'right' });
    await shoot('menu');
    await t.page.getByText('Focus on This').click();
    await expect.poll(() => chips().allTextContents()).toEqual(['focus net/http.(*conn).serve×']);
    await t.page.getByRole('tab', { name: 'Table' }).click();
    const grid = t.page.getByRole('treegrid');
    await grid.focus();
    await grid.press('Home');
    const first = await t.page.locator('.row.selected .name').textContent();
    await grid.press('Shift+F10');
    await t.page.getByText('Hide This Frame').click();
    await expect.poll(() => chips().count()).toBe(2);
    await expect.poll(() => t.page.locator('.row .name').allTextContents()).not.toContain(first);
    await t.page.locator('.row').first().click({ button: 'right' });
    await t.page.getByText('Ignore Stacks with This').click();
    await expect.poll(() => chips().count()).toBe(3);
  });

  it('that let nothing pass say so, and how to go back', async () => {
    await add('nothing like this');
    await expect.poll(() => t.page.locator('.page').textContent()).toContain('let nothing of cpu pass');
    await expect.poll(() => bar().textContent()).toContain('Focus expression matched no samples');
    await shoot('nothing');
    // A sentence has a line of its own, and moves no button to another.
    const tops = await bar()
      .locator('.owners, .toggle')
      .evaluateAll((all) => all.map((e) => e.getBoundingClientRect().bottom));
    const note = await bar()
      .locator('.filter-note')
      .evaluate((e) => e.getBoundingClientRect());
    expect(note.height).toBeLessThan(24);
    for (const bottom of tops) expect(bottom).toBeLessThanOrEqual(note.top);
    await t.page.getByText('Undo the Last Filter').click();
    await flame().waitFor();
  });

  it('hide the frames of an owner', async () => {
    await t.page.getByRole('tab', { name: 'Table' }).click();
    await bar().getByRole('button', { name: 'Libraries' }).click();
    await bar().getByRole('button', { name: 'Standard library' }).click();
    await bar().getByRole('button', { name: 'Runtime', exact: true }).click();
    await expect
      .poll(async () => (await t.page.locator('.row .name').allTextContents()).every((n) => n.includes('example.com/')))
      .toBe(true);
    expect(await t.page.locator('.row').count()).toBeGreaterThan(3);
    await bar().getByRole('button', { name: 'Own code' }).click();
    await expect.poll(() => t.page.locator('.page').textContent()).toContain('let nothing of cpu pass');
  });

  it('show files, lines, no inlined functions, and shares of what is shown', async () => {
    await t.page.getByRole('tab', { name: 'Table' }).click();
    await bar().getByRole('button', { name: 'More' }).click();
    await t.page.locator('.granularity').click();
    await t.page.locator('.granularity li', { hasText: 'Lines' }).click();
    await expect.poll(() => chips().allTextContents()).toEqual(['lines×']);
    await expect.poll(() => t.page.locator('.row .name').first().textContent()).toMatch(/\.go:\d+/);
    await bar().getByRole('button', { name: 'Inlined functions' }).click();
    await add('pricing');
    await bar().getByRole('button', { name: '% of what is shown' }).click();
    await expect
      .poll(() => chips().allTextContents())
      .toEqual(['focus pricing×', 'lines×', 'noinlines×', 'relative_percentages×']);
    await shoot('options');
    await expect.poll(() => sentence().textContent()).toMatch(/ of 6\.69s · 1 filter · showing \d\d(\.\d+)?%/);
    await bar().getByRole('button', { name: 'Remove lines' }).click();
    await expect.poll(() => t.page.locator('.row .name').first().textContent()).not.toMatch(/\.go:\d+/);
  });
});

it('labels become frames, and narrow', async () => {
  await t.open('labelled.pprof');
  await flame().waitFor();
  await add('tagroot=endpoint');
  await add('tagfocus=tenant=^c$');
  await expect.poll(() => sentence().textContent()).toContain('showing 27.87%');
  await flame().focus();
  await flame().press('ArrowDown');
  await flame().press('ArrowDown');
  await expect.poll(() => t.page.locator('.flame [role=status]').textContent()).toContain('/orders/{id}, total 340ms');
});

it('a comparison is filtered on both sides', async () => {
  await t.open('heap.pprof&base=heap.before.pprof');
  await flame().waitFor();
  const whole = await sentence().textContent();
  await add('orders');
  await expect.poll(() => sentence().textContent()).toMatch(/ of .* · 1 filter · showing .* since before/);
  await field().press('Backspace');
  await expect.poll(() => sentence().textContent()).toBe(whole);
});

describe.each(Object.keys(themes) as ThemeName[])('in %s', (theme) => {
  it('chips, options and errors have no barriers that axe can find', async () => {
    await t.open('cpu.pprof', undefined, theme);
    await flame().waitFor();
    await add('example.com');
    await add('hide=^runtime\\.');
    await bar().getByRole('button', { name: 'Runtime', exact: true }).click();
    await bar().getByRole('button', { name: 'More' }).click();
    await add('(*');
    await bar().getByRole('alert').waitFor();
    await shoot(`filters-${theme}`);
    expect(await t.barriers()).toEqual([]);
  });
});
