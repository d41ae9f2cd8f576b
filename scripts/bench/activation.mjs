// What VS Code itself says of the extension's start, in a real window: "Developer: Show Running Extensions".
import { openFile, openWindow } from '../host/window.mjs';

/** Milliseconds from the event to the end of `activate`, for a Go file and for a profile; each in a window of its own. */
export async function activationTimes(env, vsix) {
  const times = {};
  for (const [name, file] of Object.entries({ 'a Go file': 'service.go', 'a profile': 'profiles/after/cpu.pprof' })) {
    const { page, close } = await openWindow(env, 'bench-activation', vsix);
    try {
      await openFile(page, file);
      await page.locator('.tab.active', { hasText: file.split('/').pop() }).waitFor();
      await page.keyboard.press('F1');
      const input = page.locator('.quick-input-widget input').first();
      await input.fill('>Developer: Show Running Extensions');
      await page
        .locator('.quick-input-list .monaco-list-row', { hasText: 'Show Running Extensions' })
        .first()
        .waitFor();
      await page.keyboard.press('Enter');
      const row = page.locator('.runtime-extensions-editor .extension', { hasText: 'Leak Lens' });
      const time = row.locator('.activation-time');
      await time.filter({ hasText: /\d+ ?ms/ }).waitFor();
      times[name] = Number(/(\d+) ?ms/.exec((await time.textContent()) ?? '')?.[1]);
    } finally {
      await close();
    }
  }
  return times;
}
