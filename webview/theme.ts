/** What a canvas must know of the editor's theme; the rest of the page uses the variables themselves. */
export interface Theme {
  readonly isDark: boolean;
  readonly isHighContrast: boolean;
  readonly background: string;
  readonly foreground: string;
  readonly focus: string;
  readonly match: string;
  readonly border: string;
  /** A monospaced font, so that a name's width is known from its length. */
  readonly font: string;
}

export function readTheme(): Theme {
  const { classList } = document.body;
  const style = getComputedStyle(document.body);
  const variable = (name: string, otherwise: string): string =>
    style.getPropertyValue(`--vscode-${name}`).trim() || otherwise;
  const isHighContrast = classList.contains('vscode-high-contrast') || classList.contains('vscode-high-contrast-light');
  const isDark = !classList.contains('vscode-light') && !classList.contains('vscode-high-contrast-light');
  const background = variable('editor-background', isDark ? '#1f1f1f' : '#ffffff');
  return {
    isDark,
    isHighContrast,
    background,
    foreground: variable('editor-foreground', isDark ? '#cccccc' : '#3b3b3b'),
    focus: variable('focusBorder', '#0078d4'),
    match: variable('editor-findMatchHighlightBackground', isDark ? '#ea5c0055' : '#ea5c0055'),
    border: isHighContrast ? variable('contrastBorder', isDark ? '#6fc3df' : '#0f4a85') : background,
    font: `12px ${variable('editor-font-family', 'monospace')}`,
  };
}

/** Calls back when the theme changes while the page is open. */
export function onThemeChange(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(document.body, { attributes: true, attributeFilter: ['class', 'style'] });
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['class', 'style'] });
  return () => observer.disconnect();
}
