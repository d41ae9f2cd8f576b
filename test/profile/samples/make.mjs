// Makes the profiles of this folder and the answers of `go tool pprof` in ../kept. Needs Go 1.26 on the path; the tests
// need neither Go nor this script.
//
//   node test/profile/samples/make.mjs            records everything anew, then asks pprof
//   node test/profile/samples/make.mjs --answers  keeps the recordings and asks pprof again
//
// Recordings come from ./recorder (small workloads, built with -trimpath so that no path of the machine is inside);
// the files that Go would never write come from ./synthetic.ts, those of old forms from ./legacy.ts.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { Profile } from 'pprof-format';
import { writeProfile } from '../support/writeProfile.ts';
import { cases, reports, titleOf } from './cases.ts';
import { legacy } from './legacy.ts';
import { synthetic } from './synthetic.ts';

const here = import.meta.dirname;
const kept = join(here, '..', 'kept', 'answers');
const keptReports = join(here, '..', 'kept', 'reports');

/** What Go's text forms count. */
const debug1Types = {
  mutex: [
    { type: 'contentions', unit: 'count' },
    { type: 'delay', unit: 'nanoseconds' },
  ],
  goroutine: [{ type: 'goroutine', unit: 'count' }],
};

if (!process.argv.includes('--answers')) record();
for (const [file, description] of Object.entries(synthetic)) writeFileSync(join(here, file), writeProfile(description));
for (const [file, { bytes }] of Object.entries(legacy)) writeFileSync(join(here, file), bytes);
keepAnswers();
keepReports();

function record() {
  const scratch = mkdtempSync(join(tmpdir(), 'recorder-'));
  const program = join(scratch, 'recorder');
  try {
    execFileSync('go', ['build', '-trimpath', '-o', program, '.'], {
      cwd: join(here, 'recorder'),
      env: { ...process.env, GOEXPERIMENT: 'goroutineleakprofile' },
      stdio: 'inherit',
    });
    for (const recording of ['cpu', 'heap', 'block', 'walk', 'leak', 'goroutine']) {
      execFileSync(program, [recording, here], { env: { ...process.env, GODEBUG: 'tracebacklabels=1' } });
    }
    for (const file of readdirSync(here).filter((name) => name.endsWith('.pb.gz'))) hidePath(join(here, file), program);
    const crash = spawnSync(program, ['crash', here], { env: { ...process.env, GOTRACEBACK: 'all' } });
    writeFileSync(join(here, 'crash.txt'), crash.stderr);
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

/** Replaces the program's path, which is this machine's, by one of the same length. */
function hidePath(file, program) {
  const name = '/recorder';
  const neutral = `/srv/${'x'.repeat(program.length - name.length - 5)}${name}`;
  const raw = gunzipSync(readFileSync(file));
  for (let at = raw.indexOf(program); at >= 0; at = raw.indexOf(program)) raw.write(neutral, at);
  writeFileSync(file, gzipSync(raw, { level: 9 }));
}

/** One file per profile: a section per question, a line per row. */
function keepAnswers() {
  rmSync(kept, { recursive: true, force: true });
  mkdirSync(kept, { recursive: true });
  for (const profile of new Set(cases.map((question) => question.profile))) {
    const sections = cases.filter((question) => question.profile === profile).flatMap(answersTo);
    writeFileSync(join(kept, `${profile}.txt`), sections.join('\n'));
  }
}

/** One file per report, without the time, which pprof prints in the zone of the machine. */
function keepReports() {
  rmSync(keptReports, { recursive: true, force: true });
  mkdirSync(keptReports, { recursive: true });
  for (const options of reports) {
    const report = execFileSync('go', ['tool', 'pprof', '-top', '-symbolize=none', ...options], {
      cwd: here,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const title = options.join(' ');
    const file = title.replaceAll(/[^\w.=]+/g, '_');
    writeFileSync(join(keptReports, `${file}.txt`), `${title}\n${report.replace(/^Time: .*\n/m, '')}`);
  }
}

function answersTo(question) {
  const types = sampleTypes(question.profile).filter(({ type }) => question.sampleTypes?.includes(type) ?? true);
  return types.flatMap(({ type, unit }) => {
    const output = pprof(question, type, question.unit ?? unit);
    return [`# ${titleOf(question, type)}\n${summary(output)}`];
  });
}

function pprof({ profile, base, diffBase, options }, type, unit) {
  const flags = Object.entries(options).map(([name, value]) => (value === '' ? `-${name}` : `-${name}=${value}`));
  if (base) flags.push(`-base=${base}`);
  if (diffBase) flags.push(`-diff_base=${diffBase}`);
  const exact = ['-nodecount=0', '-nodefraction=0', '-edgefraction=0', '-symbolize=none'];
  // Without a unit pprof would round; counts it never does, and there a unit would change the frames of -tagroot.
  if (unit !== 'count') exact.push(`-unit=${unit}`);
  const run = spawnSync('go', ['tool', 'pprof', '-top', ...exact, `-sample_index=${type}`, ...flags, profile], {
    cwd: here,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  return run.status === 0 ? run.stdout : `error ${run.stderr.trim().split('\n').at(-1)}`;
}

/** `total N`, then `flat cum name` per row, all without units; or the line of an error. */
function summary(output) {
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

function sampleTypes(file) {
  if (legacy[file]) return legacy[file].types;
  if (file.endsWith('.debug1.txt')) return debug1Types[file.split('.')[0]];
  const bytes = readFileSync(join(here, file));
  const profile = Profile.decode(file.endsWith('.gz') ? gunzipSync(bytes) : bytes);
  const text = (index) => profile.stringTable.strings[Number(index)];
  return profile.sampleType.map(({ type, unit }) => ({ type: text(type), unit: text(unit) }));
}
