// Checks today's projects whole and compares their warnings and errors with what has been judged by reading.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

/**
 * `judged`: rows of test/bench/noise.csv (project, version, file, line, rule, verdict, why). The verdict is `true` (a leak),
 * `harmless` (as the rule says, but right by design there) or `false` (the rule is wrong).
 */
export function measureNoise({ corpus, projects, judged, checker }) {
  const verdicts = new Map(judged.map((j) => [key(j), j]));
  const told = [];
  const n = { warnings: 0, lines: 0, unjudged: 0, bad: 0, false: 0, told };
  for (const p of projects) {
    const version = p.commit.slice(0, 12);
    const tree = path.join(corpus, `${p.repo.replace('/', '+')}@${version}`);
    if (!existsSync(tree)) {
      told.push(`no tree of ${p.repo} at ${version}: run layout.mjs`);
      n.unjudged++;
      continue;
    }
    n.lines += Number(p.lines) + Number(p.test_lines);
    for (const f of check(tree, checker, told)) {
      if (f.severity === 'information') continue;
      n.warnings++;
      const at = { project: p.repo, version, file: f.file, line: f.line, rule: f.rule };
      const j = verdicts.get(key(at));
      if (!j) n.unjudged++;
      if (j?.verdict !== 'true') n.bad++;
      if (j?.verdict === 'false') n.false++;
      if (j?.verdict !== 'true')
        told.push(
          `${j?.verdict ?? 'JUDGE IT'}  ${at.project} ${at.file}:${at.line} ${at.rule}${j ? `: ${j.why}` : ''}`,
        );
    }
  }
  return n;
}

const key = (r) => [r.project, r.version, r.file, r.line, r.rule].join(' ');

function check(tree, checker, told) {
  const args = [checker, 'check', '--format', 'json', './...'];
  const r = spawnSync(process.execPath, args, { cwd: tree, encoding: 'utf8', maxBuffer: 1 << 28 });
  try {
    return JSON.parse(r.stdout).findings;
  } catch {
    told.push(`no answer for ${path.basename(tree)}: ${(r.stderr ?? '').trim().split('\n').at(-1)}`);
    return [];
  }
}
