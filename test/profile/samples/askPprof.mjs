// Puts questions to `go tool pprof` and brings its answers into a form that is kept.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { Profile } from 'pprof-format';
import { legacy } from './legacy.ts';

const here = import.meta.dirname;

/** What Go's text forms count. */
const debug1Types = {
  mutex: [
    { type: 'contentions', unit: 'count' },
    { type: 'delay', unit: 'nanoseconds' },
  ],
  goroutine: [{ type: 'goroutine', unit: 'count' }],
};

/** The report (-top without one) that answers a question, or `error` and the line that pprof fails with. */
export function pprof({ profile, base, diffBase, options }, type, unit, report = []) {
  const flags = flagsOf(options);
  if (base) flags.push(`-base=${base}`);
  if (diffBase) flags.push(`-diff_base=${diffBase}`);
  const exact = ['-nodecount=0', '-nodefraction=0', '-edgefraction=0', '-symbolize=none'];
  // Without a unit pprof would round; counts it never does, and there a unit would change the frames of -tagroot.
  if (unit !== 'count') exact.push(`-unit=${unit}`);
  const run = spawnSync(
    'go',
    ['tool', 'pprof', ...(report.length > 0 ? report : ['-top']), ...exact, `-sample_index=${type}`, ...flags, profile],
    {
      cwd: here,
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    },
  );
  return run.status === 0 ? run.stdout : `error ${run.stderr.trim().split('\n').at(-1)}`;
}

function flagsOf(options) {
  return Object.entries(options).map(([name, value]) => (value === '' ? `-${name}` : `-${name}=${value}`));
}

/** Asks about what filters leave of a profile, written down by pprof itself. */
export function withFilters(profile, options, ask) {
  const scratch = mkdtempSync(join(tmpdir(), 'filtered-'));
  const left = join(scratch, 'left.pb.gz');
  try {
    const flags = ['-proto', '-symbolize=none', `-output=${left}`, ...flagsOf(options)];
    execFileSync('go', ['tool', 'pprof', ...flags, profile], { cwd: here, stdio: 'ignore' });
    return ask(left);
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

/** Of -tags: `key total NAME` and `value weight TEXT` per line, weights without units. */
export function tagSummary(output) {
  const lines = output.split('\n').flatMap((line) => {
    const key = /^ *(\S.*?): Total (\S+) of (\S+) \(/.exec(line);
    if (key) return [`key ${bare(key[2])} ${key[1]}`];
    const value = /^ +(\S+) \( *\S+%\): (.*)$/.exec(line);
    return value ? [`value ${bare(value[1])} ${value[2]}`] : [];
  });
  return `${lines.join('\n')}\n`;
}

/** `total N`, then `flat cum name` per row, all without units; or the line of an error. */
export function summary(output) {
  if (output.startsWith('error ')) return `${output}\n`;
  const lines = output.trimEnd().split('\n');
  const header = lines.findIndex((line) => /^\s+flat\s+flat%/.test(line));
  const total = / of (\S+) total$/m.exec(lines.slice(0, header).join('\n'))[1];
  const rows = lines.slice(header + 1).map((line) => {
    const [, flat, cum, name] = /^\s*(\S+)\s+\S+%\s+\S+%\s+(\S+)\s+\S+%\s\s(.*)$/.exec(line);
    return `${bare(flat)} ${bare(cum)} ${name}`;
  });
  return [`total ${bare(total)}`, ...rows, ''].join('\n');
}

function bare(value) {
  return value.replace(/[^-\d.]+$/, '');
}

export function sampleTypes(file) {
  if (legacy[file]) return legacy[file].types;
  if (file.endsWith('.debug1.txt')) return debug1Types[file.split('.')[0]];
  const bytes = readFileSync(join(here, file));
  const profile = Profile.decode(bytes[0] === 0x1f ? gunzipSync(bytes) : bytes);
  const text = (index) => profile.stringTable.strings[Number(index)];
  return profile.sampleType.map(({ type, unit }) => ({ type: text(type), unit: text(unit) }));
}
