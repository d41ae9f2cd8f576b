import type { FrameLocator, Page } from 'playwright-core';

export interface OpenWindow {
  readonly page: Page;
  readonly folder: string;
  readonly workspace: string;
  readonly log: readonly string[];
  close(): Promise<void>;
}
export function openWindow(
  env: NodeJS.ProcessEnv,
  name: string,
  vsix: string,
  settings?: object,
  viewport?: { width: number; height: number },
): Promise<OpenWindow>;
export function openFile(page: Page, name: string): Promise<void>;
export function runCommand(page: Page, name: string): Promise<void>;
export function insideWebview(page: Page): FrameLocator;
