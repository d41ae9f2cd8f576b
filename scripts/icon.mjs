// Draws media/icon.png from media/icon.svg; run by hand after the drawing changes.
import { readFileSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { browserFlags, ensureBrowser } from './host/browser.mjs';
import { inRoot } from './lib/project.mjs';

const browser = await chromium.launch({ executablePath: ensureBrowser(), args: browserFlags });
const page = await browser.newPage({ viewport: { width: 256, height: 256 } });
await page.setContent(`<body style="margin:0">${readFileSync(inRoot('media/icon.svg'), 'utf8')}</body>`);
await page.screenshot({ path: inRoot('media/icon.png'), omitBackground: true });
await browser.close();
