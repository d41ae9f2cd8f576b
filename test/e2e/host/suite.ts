import 'mocha/mocha.js';

/** Tells results line by line; the script that started VS Code reads them. */
const tell = (text: string): void => console.log(`leaklens-tests:${text}`);

class Told {
  constructor(runner: Mocha.Runner) {
    let [passed, failed] = [0, 0];
    runner.on('pass', (test) => {
      passed++;
      tell(`ok ${test.fullTitle()}`);
    });
    runner.on('fail', (test, error) => {
      failed++;
      tell(`FAILED ${test.fullTitle()}: ${(error as Error).stack ?? error}`.replaceAll('\n', '\n  '));
    });
    runner.on('end', () => tell(JSON.stringify({ passed, failed })));
  }
}

/** Called by the extension host. */
export async function run(): Promise<void> {
  // mocha's browser build reads its options from the address of the page, which an extension host has not.
  if (!('location' in globalThis)) Object.assign(globalThis, { location: { search: '' } });
  // No time limits: a hang is ended by whoever runs all of it.
  mocha.setup({ ui: 'bdd', reporter: Told as never, timeout: 0 });
  await import('./languageServer.ts');
  await import('./profileEditor.ts');
  await import('./sourceCosts.ts');
  await import('./configFile.ts');
  await new Promise<void>((resolve, reject) => {
    mocha.run((failures) => (failures > 0 ? reject(new Error(`${failures} failed`)) : resolve()));
  });
}
