import type { SvgColours } from '../../profile/export/flameSvg.ts';
import { boxColours, growthColours } from '../flame/colours.ts';
import { ownerOf } from '../model/ownership.ts';
import { readTheme } from '../theme.ts';

/** The colours of the page, for a picture. */
export function svgColours(ownModules: readonly string[]): SvgColours {
  const theme = readTheme();
  return {
    background: theme.background,
    foreground: theme.foreground,
    font: 'ui-monospace, Menlo, Consolas, monospace',
    box: (name, _file, growth) => {
      if (growth !== undefined) return growthColours(growth, theme);
      return name === 'all' ? boxColours('', 'standard', theme) : boxColours(name, ownerOf(name, ownModules), theme);
    },
  };
}
