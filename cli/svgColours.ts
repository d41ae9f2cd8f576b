import type { SvgColours } from '../profile/export/flameSvg.ts';
import { isStandard, packageOf } from '../profile/goNames.ts';

/** Colours for paper and for pages: a hue per package, the standard library grey; orange grew, blue became less. */
export const svgColours: SvgColours = {
  background: '#ffffff',
  foreground: '#333333',
  font: 'ui-monospace, Menlo, Consolas, monospace',
  box: (name, _, growth) => {
    if (growth !== undefined) {
      const strength = Math.sqrt(Math.min(1, Math.abs(growth)));
      if (strength < 0.03) return { fill: '#e4e4e4', text: '#3a3a3a' };
      const hue = growth > 0 ? 32 : 212;
      return {
        fill: `hsl(${hue} ${Math.round(35 + 55 * strength)}% ${Math.round(88 - 22 * strength)}%)`,
        text: '#111111',
      };
    }
    if (name === 'all' || isStandard(name)) return { fill: '#e4e4e4', text: '#3a3a3a' };
    return { fill: `hsl(${hueOf(packageOf(name))} 60% 80%)`, text: '#111111' };
  },
};

function hueOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return ((hash >>> 0) % 24) * 15;
}
