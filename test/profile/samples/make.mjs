// Makes the profiles of this folder and the answers of `go tool pprof` in ../kept. Needs Go 1.26 on the path; the tests
// need neither Go nor this script.
//
//   node test/profile/samples/make.mjs            records everything anew, then asks pprof
//   node test/profile/samples/make.mjs --answers  keeps the recordings and asks pprof again
//   node test/profile/samples/make.mjs --filters  asks only what ./filterCases.ts wants to know
//
// Recordings come from ./recorder (small workloads, built with -trimpath so that no path of the machine is inside);
// the files that Go would never write come from ./synthetic.ts, those of old forms from ./legacy.ts.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { writeProfile } from '../support/writeProfile.ts';
import { pprof, sampleTypes, summary, tagSummary, withFilters } from './askPprof.mjs';
import { cases, reports, titleOf } from './cases.ts';
import { answersName, filterCases, filterTitle, pathOf, tagCases } from './filterCases.ts';
import { legacy } from './legacy.ts';
import { synthetic } from './synthetic.ts';

const here = import.meta.dirname;
const kept = join(here, '..', 'kept', 'answers');
const keptReports = join(here, '..', 'kept', 'reports');

const onlyFilters = process.argv.includes('--filters');
if (!process.argv.includes('--answers') && !onlyFilters) record();
for (const [file, description] of Object.entries(synthetic)) writeFileSync(join(here, file), writeProfile(description));
for (const [file, { bytes }] of Object.entries(legacy)) writeFileSync(join(here, file), bytes);
if (!onlyFilters) {
  keepAnswers();
  keepReports();
}
keepFilters('filters', filterCases, []);
keepFilters('tags', tagCases, ['-tags']);

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

/** One file per profile, as of the other answers. */
function keepFilters(folder, questions, report) {
  const target = join(here, '..', 'kept', folder);
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  for (const profile of new Set(questions.map((question) => question.profile))) {
    const sections = questions.filter((question) => question.profile === profile).map(filtered);
    writeFileSync(join(target, answersName(profile)), sections.join('\n'));
  }

  function filtered(question) {
    const [type] = question.sampleTypes;
    const path = pathOf(question.profile);
    const { unit } = sampleTypes(path).find((each) => each.type === type);
    const located = { ...question, profile: path };
    if (question.base) located.base = pathOf(question.base);
    if (question.diffBase) located.diffBase = pathOf(question.diffBase);
    const ask = (profile) => pprof({ ...located, profile }, type, unit, report);
    const output = question.first ? withFilters(path, question.first, ask) : ask(path);
    return `# ${filterTitle(question, type)}\n${report.length > 0 ? tagSummary(output) : summary(output)}`;
  }
}
