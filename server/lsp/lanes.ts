import type { ColourTheme } from '../../protocol/lsp.ts';
import type { WitnessStep } from '../engine/finding.ts';

/** Colours of the picture; each has at least 4.5:1 (text) or 3:1 (lines) against `paper` and `box`. */
export interface Palette {
  readonly paper: string;
  readonly box: string;
  readonly ink: string;
  readonly line: string;
  readonly blocked: string;
}

export const palettes: Readonly<Record<ColourTheme, Palette>> = {
  light: { paper: '#f8f8f8', box: '#ffffff', ink: '#1f1f1f', line: '#6b6b6b', blocked: '#b3001b' },
  dark: { paper: '#252526', box: '#1e1e1e', ink: '#e0e0e0', line: '#9a9a9a', blocked: '#ff7b72' },
  highContrastLight: { paper: '#ffffff', box: '#ffffff', ink: '#000000', line: '#0f4a85', blocked: '#b5200d' },
  highContrastDark: { paper: '#000000', box: '#000000', ink: '#ffffff', line: '#6fc3df', blocked: '#ff6a66' },
};

export interface Picture {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
  /** For those who do not see it. */
  readonly alternative: string;
}

/** With more goroutines than this, the lanes are too narrow to be read. */
const MAX_LANES = 5;
const WIDTH = 480;
const ROW = 27;
const HEAD = 34;
/** Of a letter at 11 px in a monospaced font (px). */
const LETTER = 6.7;
const FONT = 'font-family="ui-monospace,SFMono-Regular,Menlo,Consolas,monospace" font-size="11"';

/**
 * A run as lanes: one for each goroutine, time downwards, numbered as the steps of the list that goes with it. Undefined
 * where one goroutine acts alone, or too many do. `alone` names the lane of steps without a goroutine.
 */
export function lanes(witness: readonly WitnessStep[], alone: string, palette: Palette): Picture | undefined {
  const steps = witness.map((s) => ({ ...s, lane: plain(s.goroutine ?? alone) }));
  const names = [...new Set(steps.flatMap((s) => [s.lane, ...(s.partner === undefined ? [] : [plain(s.partner)])]))];
  if (names.length < 2 || names.length > MAX_LANES) return undefined;
  const column = WIDTH / names.length;
  const x = (lane: string): number => Math.round((names.indexOf(lane) + 0.5) * column);
  const y = (row: number): number => HEAD + ROW * row + ROW / 2;
  // Runs of the model say who is blocked; in a path, its last step is.
  const isBlocked = (i: number): boolean =>
    steps[i]?.isBlocked ?? (i === steps.length - 1 && !steps.some((s) => s.isBlocked));
  const height = HEAD + ROW * steps.length + 14;
  const lifelines = names.map((name) => {
    const own = steps.flatMap((s, i) => (s.lane === name || (s.partner && plain(s.partner) === name) ? [i] : []));
    const [from, to] = [own[0] ?? 0, own.at(-1) ?? 0];
    const isStuck = isBlocked(to) && steps[to]?.lane === name;
    const isOver = /^(ends|returns)$/.test(steps[to]?.label ?? '') && steps[to]?.lane === name;
    const colour = isStuck ? palette.blocked : palette.line;
    const top = steps[from]?.lane === name && from === own[0] ? HEAD : y(from);
    const bottom = isStuck || isOver ? y(to) : height - 6;
    return line(x(name), top, x(name), bottom, colour, isStuck ? 2 : 1);
  });
  const arrows = steps.flatMap((s, i) =>
    s.partner === undefined || plain(s.partner) === s.lane
      ? []
      : [arrow(x(s.lane), x(plain(s.partner)), y(i), palette.line)],
  );
  const letters = Math.floor((column - 18) / LETTER);
  const boxes = steps.map((s, i) => box(s, i, x(s.lane), y(i), letters, isBlocked(i), palette));
  const heads = names.map((name) => head(name, x(name), letters, palette));
  const stuck = steps.flatMap((s, i) => (isBlocked(i) ? [`${s.lane} is blocked for ever at step ${i + 1}`] : []));
  return {
    svg: `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" ${FONT}><rect width="${WIDTH}" height="${height}" rx="4" fill="${palette.paper}"/>${[...lifelines, ...arrows, ...boxes, ...heads].join('')}</svg>`,
    width: WIDTH,
    height,
    alternative: `${names.length} goroutines: ${names.join(', ')}. ${stuck.join('; ')}.`,
  };
}

function box(s: WitnessStep, i: number, x: number, y: number, letters: number, blocked: boolean, p: Palette): string {
  const text = cut(`${i + 1} ${s.label ?? plain(s.message)}${blocked ? ' ✕' : ''}`, letters, blocked ? 2 : 0);
  const width = Math.ceil(text.length * LETTER) + 10;
  const [stroke, thick] = blocked ? [p.blocked, 2] : [p.line, 1];
  const gap =
    s.omitted === undefined
      ? ''
      : `<text x="${x}" y="${y - ROW / 2 + 3}" text-anchor="middle" fill="${p.ink}">⋮</text>`;
  return `${gap}<rect x="${x - width / 2}" y="${y - 9}" width="${width}" height="18" rx="3" fill="${p.box}" stroke="${stroke}" stroke-width="${thick}"/><text x="${x}" y="${y + 4}" text-anchor="middle" fill="${blocked ? p.blocked : p.ink}">${escaped(text)}</text>`;
}

const head = (name: string, x: number, letters: number, p: Palette): string =>
  `<text x="${x}" y="20" text-anchor="middle" font-weight="bold" fill="${p.ink}">${escaped(cut(short(name), letters, 0))}</text>`;

const line = (x1: number, y1: number, x2: number, y2: number, colour: string, width: number): string =>
  `<path d="M${x1} ${y1}L${x2} ${y2}" stroke="${colour}" stroke-width="${width}" fill="none"/>`;

/** To the edge of the other lane's line, with a head. */
function arrow(from: number, to: number, y: number, colour: string): string {
  const way = to > from ? 1 : -1;
  const tip = to - way;
  return `${line(from, y, tip, y, colour, 1)}<path d="M${tip} ${y}l${-6 * way} -4v8z" fill="${colour}"/>`;
}

const plain = (text: string): string => text.replaceAll('`', '');
const short = (name: string): string => name.replace(/^the (.*)goroutine of /, '$1go, ').replace(/^the /, '');

/** At most so many letters, of which the last `kept` stay. */
function cut(text: string, letters: number, kept: number): string {
  const all = [...text.replace(/\s+/g, ' ')];
  if (all.length <= letters) return all.join('');
  return `${all.slice(0, Math.max(1, letters - kept - 1)).join('')}…${kept > 0 ? all.slice(-kept).join('') : ''}`;
}

/** Text of a program must not become markup. Control characters and halves of letters are no XML at all. */
const escaped = (text: string): string =>
  [...text].map((c) => markup[c] ?? (isXml(c.codePointAt(0) ?? 0) ? c : '\ufffd')).join('');

const markup: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

const isXml = (c: number): boolean => c >= 0x20 && !(c >= 0xd800 && c <= 0xdfff) && c !== 0xfffe && c !== 0xffff;
