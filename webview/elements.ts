import type { ComponentChildren } from 'preact';
import '@vscode-elements/elements/dist/vscode-button/index.js';
import '@vscode-elements/elements/dist/vscode-context-menu/index.js';
import '@vscode-elements/elements/dist/vscode-option/index.js';
import '@vscode-elements/elements/dist/vscode-progress-bar/index.js';
import '@vscode-elements/elements/dist/vscode-single-select/index.js';
import '@vscode-elements/elements/dist/vscode-textfield/index.js';

/** The VS Code-like web components that the page uses, as JSX knows them. */
type ElementProps = {
  readonly children?: ComponentChildren;
  readonly [attribute: string]: unknown;
};

declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements {
      'vscode-button': ElementProps;
      'vscode-context-menu': ElementProps;
      'vscode-option': ElementProps;
      'vscode-progress-bar': ElementProps;
      'vscode-single-select': ElementProps;
      'vscode-textfield': ElementProps;
    }
  }
}
