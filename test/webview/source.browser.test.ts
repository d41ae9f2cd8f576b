import { describe, expect, it } from 'vitest';
import { recorded, usePage } from './pageFixture.ts';
import { type ThemeName, themes } from './themes.ts';

const on = usePage(new Map([['cpu.pprof', recorded('cpu.pprof')]]));
const rows = () => on.page.locator('.source .row.costs');
const grid = () => on.page.getByRole('treegrid');

async function select(name: string): Promise<void> {
  await on.page.getByPlaceholder('Search functions').first().fill(name);
  await on.page.locator('.row .name', { hasText: name }).first().click();
  await on.page.getByRole('tab', { name: 'Source', exact: true }).click();
}

describe('source', () => {
  it('shows the lines of the selected function with what they cost, the hottest one first in sight', async () => {
    await on.open('cpu.pprof', 'Table');
    await select('pricing.walk');
    await expect.poll(() => rows().count()).toBeGreaterThan(1);
    expect(await on.calls('readSource')).toMatchObject([
      { function: 'example.com/orders/pricing.walk', file: expect.stringMatching(/pricing\/.*\.go$/) as string },
    ]);
    const cells = await on.page.locator('.source .row.selected [role=gridcell]').allTextContents();
    expect(cells[1]).toMatch(/^\d/);
    expect(cells[4]).toMatch(/^text of line \d+/);
  });

  it('opens a line in the editor, by its number and by Enter', async () => {
    await on.open('cpu.pprof', 'Table');
    await select('pricing.walk');
    await rows().first().waitFor();
    const line = Number(await rows().first().locator('.link').textContent());
    await rows().first().locator('.link').click();
    await expect
      .poll(() => on.calls('openSource'))
      .toMatchObject([{ line, function: 'example.com/orders/pricing.walk' }]);
    await grid().focus();
    await grid().press('ArrowDown');
    await grid().press('Enter');
    await expect.poll(async () => (await on.calls('openSource')).length).toBe(2);
  });

  it('reads nothing by itself when a tab comes back', async () => {
    await on.open('cpu.pprof', 'Table');
    await select('pricing.walk');
    await rows().first().waitFor();
    await on.page.reload();
    await on.page.getByText('Show Source').waitFor();
    expect(await on.calls('readSource')).toEqual([]);
    await on.page.getByText('Show Source').click();
    await expect.poll(() => rows().count()).toBeGreaterThan(1);
  });

  it('says that the file has changed, and where it looked in vain', async () => {
    await on.open('cpu.pprof&source=moved', 'Table');
    await select('pricing.walk');
    await expect.poll(() => on.page.getByRole('note').textContent()).toContain('2 lines further down');
    await on.open('cpu.pprof&source=missing', 'Table');
    await select('pricing.walk');
    await expect.poll(() => on.page.locator('.tried').textContent()).toContain('/nowhere/pricing.go');
  });

  it('shows a file from outside only when told to, that one only', async () => {
    await on.open('cpu.pprof&source=outside', 'Table');
    await select('pricing.walk');
    await on.page.getByText('Show This File').click();
    await expect.poll(() => rows().count()).toBeGreaterThan(1);
    const asked = (await on.calls('readSource')) as { isAllowed: boolean }[];
    expect(asked.map((r) => r.isAllowed)).toEqual([false, true]);
    await on.page.getByRole('tab', { name: 'Table', exact: true }).click();
    await select('market.');
    await on.page.getByText('Show This File').waitFor();
  });

  it('shows text as text', async () => {
    await on.open('cpu.pprof&source=html', 'Table');
    await select('pricing.walk');
    await expect.poll(() => on.page.locator('.source .code').first().textContent()).toContain('<img src=x');
    expect(await on.page.locator('.source img').count()).toBe(0);
  });

  it('asks for a function where none is selected', async () => {
    await on.open('cpu.pprof', 'Source');
    await expect.poll(() => on.page.locator('.page').textContent()).toContain('Select a function');
  });
});

describe.each(Object.keys(themes) as ThemeName[])('in %s', (theme) => {
  it('source has no barriers that axe can find', async () => {
    await on.open('cpu.pprof&source=moved', 'Table', theme);
    await select('pricing.walk');
    await rows().first().waitFor();
    expect(await on.barriers()).toEqual([]);
  });
});
