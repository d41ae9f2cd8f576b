// Asks `go tool pprof -dot` and `-peek` about the profiles of this folder, and keeps the answers in ../kept/graphs and
// ../kept/peeks. Needs Go on the path; the tests need neither Go nor this script.
//
//   node test/profile/samples/makeGraphs.mjs
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { graphs, peeks } from './graphCases.ts';

const here = import.meta.dirname;

const keptGraphs = emptied('graphs');
for (const options of graphs) {
  const title = options.join(' ');
  const answer = graphOf(pprof(['-dot', ...options]));
  writeFileSync(join(keptGraphs, `${title.replaceAll(/[^\w.=]+/g, '_')}.txt`), `${title}\n${answer}`);
}

const keptPeeks = emptied('peeks');
for (const [file, type, unit] of peeks) {
  const options = [`-sample_index=${type}`, ...(unit === '' ? [] : [`-unit=${unit}`])];
  writeFileSync(join(keptPeeks, `${file}.txt`), `${type}\n${peekOf(pprof(['-peek=.', ...options, file]))}`);
}

function emptied(name) {
  const folder = join(here, '..', 'kept', name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  return folder;
}

function pprof(args) {
  const run = spawnSync('go', ['tool', 'pprof', '-symbolize=none', ...args], {
    cwd: here,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (run.status !== 0) throw new Error(run.stderr);
  return run.stdout;
}

/**
 * `tag <name> | <label> | <weight> <solid or dotted>` for the labels of a function, where a size that came with strings
 * stands behind these, `node <font size> <name> | <label>`, and
 * `edge <caller> -> <callee> | <label> | <weight> <pen> <solid or dotted>`.
 */
function graphOf(dot) {
  const names = new Map();
  const nodes = [];
  const edges = [];
  const tags = [];
  const labels = new Map();
  for (const line of dot.split('\n')) {
    const node = /^N(\d+) \[label="(.*?)" id="node\d+" fontsize=(\d+) .*? tooltip="(.*?) \([^()]*\)" color/.exec(line);
    if (node) {
      names.set(node[1], node[4]);
      nodes.push(`node ${node[3]} ${node[4]} | ${node[2]}`);
      continue;
    }
    // Tags of tags begin with NN.
    const tag = /^N+(\d+(?:_\d+)+) \[label = "(.*?)" id=/.exec(line);
    if (tag) labels.set(tag[1], tag[2]);
    const tagEdge = /^N+[\d_]+ -> N+(\d+)((?:_\d+)+) \[label=" (.*?)" weight=100(.*)$/.exec(line);
    if (tagEdge) {
      const [, of, place, weight, rest] = tagEdge;
      const steps = place.split('_').slice(1);
      const path = steps.map((_, i) => labels.get([of, ...steps.slice(0, i + 1)].join('_')) ?? '');
      tags.push(
        `tag ${names.get(of)} | ${path.join(' / ')} | ${weight} ${rest.includes('dotted') ? 'dotted' : 'solid'}`,
      );
    }
    const edge = /^N(\d+) -> N(\d+) \[label=" (.*?)"(.*)$/.exec(line);
    if (!edge) continue;
    const [, from, to, label, rest] = edge;
    const weight = / weight=(\d+)/.exec(rest)?.[1] ?? '1';
    const pen = / penwidth=(\d+)/.exec(rest)?.[1] ?? '1';
    const style = rest.includes('style="dotted"') ? 'dotted' : 'solid';
    edges.push(`edge ${names.get(from)} -> ${names.get(to)} | ${label} | ${weight} ${pen} ${style}`);
  }
  return [...nodes, ...edges, ...tags, ''].join('\n');
}

/** Per function `< weight caller`, then `= flat cum name`, then `> weight callee`; values without their unit. */
function peekOf(report) {
  const lines = [];
  let mark = '<';
  for (const line of report.split('\n')) {
    if (line.startsWith('-----')) mark = '<';
    const edge = /^\s+(\S+)\s+\S+%? \| {3}(.*)$/.exec(line);
    if (edge) lines.push(`${mark} ${bare(edge[1])} ${edge[2]}`);
    const node = /^\s*(\S+)\s+\S+%\s+\S+%\s+(\S+)\s+\S+%\s+\| (.*)$/.exec(line);
    if (!node) continue;
    lines.push(`= ${bare(node[1])} ${bare(node[2])} ${node[3]}`);
    mark = '>';
  }
  return [...lines, ''].join('\n');
}

function bare(value) {
  return value.replace(/[^-\d.]+$/, '');
}
