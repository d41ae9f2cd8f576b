import { packageOf } from '../../profile/goNames.ts';
import type { Owner } from '../model/ownership.ts';
import type { Theme } from '../theme.ts';

export interface BoxColours {
  readonly fill: string;
  readonly text: string;
}

/** A box's colours: one hue a package; own code in full colour, libraries paler, the standard library grey. */
export function boxColours(functionName: string, owner: Owner, theme: Theme): BoxColours {
  if (theme.isHighContrast) return { fill: theme.background, text: theme.foreground };
  const hue = hueOf(packageOf(functionName));
  if (theme.isDark) {
    const fill =
      owner === 'own' ? `hsl(${hue} 52% 34%)` : owner === 'library' ? `hsl(${hue} 22% 29%)` : `hsl(${hue} 5% 25%)`;
    return { fill, text: owner === 'own' ? '#ffffff' : '#d8d8d8' };
  }
  const fill =
    owner === 'own' ? `hsl(${hue} 72% 76%)` : owner === 'library' ? `hsl(${hue} 34% 86%)` : `hsl(${hue} 8% 90%)`;
  return { fill, text: owner === 'own' ? '#111111' : '#3a3a3a' };
}

/**
 * Colours of a comparison: orange grew, blue became less, grey stayed; told apart by all kinds of colour vision (Okabe and
 * Ito, "Color Universal Design"). `growth` from -1 to 1.
 */
export function growthColours(growth: number, theme: Theme): BoxColours {
  if (theme.isHighContrast) return { fill: theme.background, text: theme.foreground };
  // Small changes shall be seen as well.
  const strength = Math.sqrt(Math.min(1, Math.abs(growth)));
  const hue = growth > 0 ? 32 : 212;
  if (strength < 0.03)
    return theme.isDark ? { fill: '#3a3a3a', text: '#d8d8d8' } : { fill: '#e4e4e4', text: '#3a3a3a' };
  if (theme.isDark) return { fill: `hsl(${hue} ${20 + 60 * strength}% ${25 + 10 * strength}%)`, text: '#ffffff' };
  return { fill: `hsl(${hue} ${35 + 55 * strength}% ${88 - 22 * strength}%)`, text: '#111111' };
}

/** Neighbouring packages should not look alike: a hash that scatters (FNV-1a, 32 bits), on a wheel of 24 hues. */
export function hueOf(packagePath: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < packagePath.length; i++) hash = Math.imul(hash ^ packagePath.charCodeAt(i), 0x01000193);
  return ((hash >>> 0) % 24) * 15;
}
