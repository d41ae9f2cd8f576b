import { StatusBarAlignment, type StatusBarItem, window } from 'vscode';
import { formatValue } from '../../profile/units.ts';
import { type ActiveProfile, nameShown } from './activeProfile.ts';

/** Names the active profile; a click clears it. */
export function createStatusBar(active: ActiveProfile): StatusBarItem {
  const item = window.createStatusBarItem('leaklens.activeProfile', StatusBarAlignment.Left, 10);
  item.name = 'Leak Lens Profile';
  item.command = 'leaklens.clearActiveProfile';
  active.onChanged(() => {
    const { shown } = active;
    if (!shown) {
      item.hide();
      return;
    }
    const name = nameShown(shown);
    const { type, unit } = shown.valueType;
    const base = shown.document.base?.path.split('/').slice(-2).join('/');
    const against = base === undefined ? '' : ` against ${base}`;
    item.text = `$(flame) ${name} · ${type}${base === undefined ? '' : ' · compared'}`;
    item.tooltip = `${shown.document.uri.path}\n${type}: ${formatValue(shown.total, unit)}${against}\nThe lenses show what the filters of its tab leave.\nClick to clear them`;
    item.accessibilityInformation = { label: `Active profile ${name}, ${type}. Press to clear.` };
    item.show();
  });
  return item;
}
