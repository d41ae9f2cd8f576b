import type { LabelFacet, LabelValue } from '../../profile/labels/facets.ts';
import { groupNumbers, type NumberGroup } from '../../profile/labels/groupNumbers.ts';
import type { Pattern } from '../../profile/view/pattern.ts';

export type LabelRow =
  | {
      readonly kind: 'key';
      readonly id: string;
      readonly level: 1;
      readonly facet: LabelFacet;
      readonly canExpand: true;
      readonly isExpanded: boolean;
    }
  | {
      readonly kind: 'value';
      readonly id: string;
      /** 3 for a number within a range. */
      readonly level: 2 | 3;
      readonly facet: LabelFacet;
      readonly value: LabelValue;
      readonly canExpand: boolean;
      readonly isExpanded: boolean;
    }
  | {
      /** What has no such label. */
      readonly kind: 'without';
      readonly id: string;
      readonly level: 2;
      readonly facet: LabelFacet;
      readonly canExpand: false;
      readonly isExpanded: false;
    };

/** More numbers than this are shown as ranges, of which there are then as many. */
const mostNumbers = 12;

/**
 * The rows to show: keys, below them their values, many numbers as ranges. `toggled` has the ids of keys that were closed
 * and of ranges that were opened. With a search, the values of which `key=value` matches.
 */
export function labelRows(
  facets: readonly LabelFacet[],
  toggled: ReadonlySet<string>,
  matches: Pattern | undefined,
): LabelRow[] {
  const rows: LabelRow[] = [];
  for (const facet of facets) {
    const values = matches ? facet.values.filter(({ text }) => matches(`${facet.key}=${text}`)) : facet.values;
    if (values.length === 0) continue;
    const id = `k${facet.key}`;
    const isExpanded = !toggled.has(id);
    rows.push({ kind: 'key', id, level: 1, facet, canExpand: true, isExpanded });
    if (!isExpanded) continue;
    addValues(rows, facet, values, toggled, matches !== undefined);
    if (facet.without !== 0 && !matches)
      rows.push({ kind: 'without', id: `${id}\0without`, level: 2, facet, canExpand: false, isExpanded: false });
  }
  return rows;
}

function addValues(
  rows: LabelRow[],
  facet: LabelFacet,
  values: readonly LabelValue[],
  toggled: ReadonlySet<string>,
  isSearched: boolean,
): void {
  const isGrouped = facet.numeric && values.length > mostNumbers && !isSearched;
  for (const value of isGrouped ? groupNumbers(facet, mostNumbers) : values) {
    const id = `k${facet.key}\0${value.filter}`;
    const members = isGrouped ? (value as NumberGroup).members : [];
    const isExpanded = members.length > 1 && toggled.has(id);
    rows.push({ kind: 'value', id, level: 2, facet, value, canExpand: members.length > 1, isExpanded });
    if (!isExpanded) continue;
    for (const member of members) {
      const memberId = `${id}\0${member.filter}`;
      rows.push({ kind: 'value', id: memberId, level: 3, facet, value: member, canExpand: false, isExpanded: false });
    }
  }
}
