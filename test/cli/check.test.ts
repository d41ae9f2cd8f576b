import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Ajv } from 'ajv';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { explain as command } from '../../cli/commands/explain.ts';
import { rules } from '../../server/rules/index.generated.ts';
import { bundleProgram, type Ran, runProgram } from './program.ts';
import { runCommand } from './runCommand.ts';

const leaky = `package orders

import (
	"context"
	"time"
)

func Fetch(parent context.Context) error {
	ctx, cancel := context.WithTimeout(parent, time.Second)
	if err := ctx.Err(); err != nil {
		return err
	}
	cancel()
	return nil
}
`;
const clean = 'package orders\n\nfunc Nothing() {}\n';

let program: string;
let folder: string;

beforeAll(() => {
  program = bundleProgram();
});
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'leaklens-check-'));
  write('go.mod', 'module example.com/orders\n\ngo 1.24\n');
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(name: string, text: string): string {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}
const check = (...args: string[]): Ran => runProgram(program, folder, 'check', ...args);
const findings = (...args: string[]): { rule: string; file: string; severity: string }[] =>
  JSON.parse(check('--format=json', ...args).out).findings;

describe('exit codes', () => {
  it('0 where nothing is found', () => {
    write('a.go', clean);
    expect(check()).toEqual({ code: 0, out: '', err: '' });
  });

  it('1 where something is, and 0 where all of it is information', () => {
    write('a.go', leaky);
    expect(check().code).toBe(1);
    write('leaklens.json', '{"rules": {"cancel-not-called": "information"}}');
    expect(check().code).toBe(0);
  });

  it.each([
    [['--format=xml'], 'format'],
    [['--rules=no-such-rule'], 'no-such-rule'],
    [['--min-severity=loud'], 'severity'],
    [['no/such/folder'], 'no/such/folder'],
    [['--no-such-flag'], 'no-such-flag'],
    [['--baseline=missing.json'], 'missing.json'],
  ])('2 and a reason for %j', (args, reason) => {
    write('a.go', clean);
    const { code, err } = check(...args);
    expect(code).toBe(2);
    expect(err).toContain(reason);
  });
});

describe('formats', () => {
  beforeEach(() => write('sub/a.go', leaky));

  it('text, as compilers print it', () => {
    expect(check().out).toMatch(
      /^sub\/a\.go:9:7: warning: `cancel` is not called on every path.* \[cancel-not-called\]\n$/,
    );
  });

  it('json, with the witness and the fixes, counting from 1', () => {
    const { version, findings: found, stats } = JSON.parse(check('--format=json').out);
    expect(version).toMatch(/^\d+\.\d+\.\d+$/);
    expect(found).toMatchObject([
      {
        rule: 'cancel-not-called',
        severity: 'warning',
        file: 'sub/a.go',
        line: 9,
        column: 7,
        endLine: 9,
        endColumn: 13,
        function: 'Fetch',
        witness: [{ line: 9 }, { line: 10 }, { line: 11 }],
        fixes: [
          {
            title: 'Defer cancel()',
            edits: [{ file: 'sub/a.go', newText: expect.stringContaining('defer cancel()') }],
          },
        ],
      },
    ]);
    expect(stats).toMatchObject({ files: 1, functions: 1 });
  });

  it('sarif 2.1.0: rules, results, places and the path', () => {
    const log = JSON.parse(check('--format=sarif').out);
    const { $schema: _, ...schema } = JSON.parse(
      readFileSync(new URL('../fixtures/sarif-schema-2.1.0.json', import.meta.url), 'utf8'),
    );
    // Formats (date-time, uri) are of another package; nothing here hangs on them.
    const valid = new Ajv({ strict: false, validateFormats: false, allErrors: true }).compile({
      ...schema,
      id: undefined,
    });
    valid(log);
    expect(valid.errors ?? []).toEqual([]);
    expect(valid({ ...log, runs: [{}] })).toBe(false);
    expect(log.version).toBe('2.1.0');
    expect(log.$schema).toContain('sarif');
    const [run] = log.runs;
    const { driver } = run.tool;
    expect(driver.name).toBeTruthy();
    const [result] = run.results;
    expect(result).toMatchObject({
      ruleId: 'cancel-not-called',
      level: 'warning',
      message: { text: expect.any(String) },
    });
    expect(driver.rules[result.ruleIndex].id).toBe(result.ruleId);
    const { artifactLocation, region } = result.locations[0].physicalLocation;
    expect(artifactLocation.uri).toBe('sub/a.go');
    expect(region).toMatchObject({ startLine: 9, startColumn: 7 });
    expect(JSON.stringify(result)).toContain('derives a context');
  });

  it('annotations of GitHub', () => {
    expect(check('--format=github').out).toMatch(/^::warning file=sub\/a\.go,line=9,.*title=.*::.*\n$/);
  });
});

describe('what is checked', () => {
  it('folders below, but not those that Go leaves out', () => {
    for (const name of ['a/a.go', 'vendor/v/a.go', 'testdata/a.go', '_x/a.go', '.y/a.go']) write(name, leaky);
    expect(findings().map((f) => f.file)).toEqual(['a/a.go']);
    expect(findings('./a/...', 'a').map((f) => f.file)).toEqual(['a/a.go']);
    expect(findings('vendor/v/a.go').map((f) => f.file)).toEqual(['vendor/v/a.go']);
  });

  it('takes a folder whose name ends like that of a Go file for a folder', () => {
    write('client.go/a.go', leaky);
    for (const operand of ['./...', 'client.go', 'client.go/...'])
      expect(findings(operand).map((f) => f.file)).toEqual(['client.go/a.go']);
    const there = runProgram(program, path.join(folder, 'client.go'), 'check', '--format=json', './...');
    expect(JSON.parse(there.out).findings).toHaveLength(1);
  });

  it('tests one level lower or not at all, generated files when asked', () => {
    write('a_test.go', leaky);
    write('b.go', `// Code generated by x. DO NOT EDIT.\n\n${leaky.replace('Fetch', 'Made')}`);
    expect(findings().map((f) => [f.file, f.severity])).toEqual([['a_test.go', 'information']]);
    expect(findings('--tests=false')).toEqual([]);
    expect(findings('--tests=false', '--generated').map((f) => f.file)).toEqual(['b.go']);
  });

  it('only chosen rules, only grave findings', () => {
    write('a.go', leaky);
    expect(findings('--rules=defer-lock')).toEqual([]);
    expect(findings('--min-severity=error')).toEqual([]);
    expect(findings('--rules=cancel-not-called,defer-lock')).toHaveLength(1);
  });
});

it('a baseline leaves out what was there, and lets new findings through', () => {
  write('a.go', leaky);
  expect(check('--write-baseline=base.json').code).toBe(1);
  expect(check('--baseline=base.json')).toMatchObject({ code: 0, out: '' });
  write('a.go', `package orders\n// moved\n${leaky.slice('package orders'.length)}`);
  expect(check('--baseline=base.json').code).toBe(0);
  write('b.go', leaky.replace('Fetch', 'Again'));
  expect(check('--baseline=base.json').out).toMatch(/^b\.go:/);
});

it('fixes files, once', () => {
  const file = write('a.go', leaky);
  expect(check('--fix').err).toContain('applied 1 fixes in 1 files');
  const fixed = readFileSync(file, 'utf8');
  expect(fixed).toContain('time.Second)\n\tdefer cancel()\n\tif err');
  expect(check('--fix').code).toBe(0);
  expect(readFileSync(file, 'utf8')).toBe(fixed);
});

describe('bad input', () => {
  it('is passed over, and the rest is checked', () => {
    write('a.go', leaky);
    write('binary.go', '\u0000\u0001\u0002package orders\u0000');
    write('empty.go', '');
    write('deep.go', `package orders\n\nvar x = ${'('.repeat(20_000)}1${')'.repeat(20_000)}\n`);
    write('long.go', `package orders\n\nvar s = "${'x'.repeat(6 << 20)}"\n`);
    write('half.go', 'package orders\n\nfunc half( {\n\tif x := ; {{{\n');
    writeFileSync(path.join(folder, 'latin1.go'), Buffer.from('package orders\n\nvar s = "\xff\xfe"\n', 'latin1'));
    symlinkSync(folder, path.join(folder, 'loop'));
    expect(findings().map((f) => f.file)).toEqual(['a.go']);
  });

  it('settings that are not understood are named', () => {
    write('a.go', clean);
    write('leaklens.json', '{"rules": {"no-such-rule": "warning"}, "rulez": 1}');
    const { err } = check();
    expect(err).toContain('there is no rule "no-such-rule"');
    expect(err).toContain('"rulez" is not understood');
    write('leaklens.json', '{');
    expect(check().err).toContain('not valid JSON');
  });

  it('what cannot be read is named', () => {
    write('a.go', clean);
    symlinkSync('ring.go', path.join(folder, 'ring.go'));
    expect(check().err).toMatch(/ring\.go: cannot be read \(ELOOP\)/);
  });
});

describe('explain', () => {
  const explain = (...args: string[]): Ran => runProgram(program, folder, 'explain', ...args);

  it('tells of every rule', async () => {
    for (const { meta } of rules)
      expect((await runCommand(command.run, [meta.id], folder)).stdout).toContain(meta.title);
  });

  it('is a command of the program', () => {
    expect(explain('cancel-discarded').out).toContain('cancel-discarded');
  });

  it('says which rules there are when it does not know one', () => {
    const { code, err } = explain('no-such-rule');
    expect(code).toBe(2);
    expect(err).toContain('no-such-rule');
  });

  it('tells why a line is marked', () => {
    write('a.go', leaky);
    expect(explain('--why', 'a.go:9').out).toMatch(
      /^a\.go:9: .*\[cancel-not-called\]\n {2}1\. a\.go:9: .*derives a context/,
    );
    expect(explain('--why=a.go:2').out).toBe(
      'Nothing was found at a.go:2. Why:\n  - no function stands here\nIn this file there is:\n  a.go:9: cancel-not-called\n',
    );
    expect(explain('--why', 'b.go:2').code).toBe(2);
    expect(explain('--why', 'nowhere').err).toContain('FILE.go:LINE');
  });

  describe('--why, about a silent line, names', () => {
    const why = (body: string, settings = '{}', head = ''): string => {
      const text = `package orders\n\nvar hook func(chan int)\n\n${head}func ask(late bool, out chan int) int {\n${body}}\n`;
      write('leaklens.json', settings);
      write('a.go', text);
      const line = text.split('\n').findIndex((l) => l.includes('HERE')) + 1;
      return explain('--why', `a.go:${line}`).out;
    };
    const send = '\tc := make(chan int)\n\tgo func() {\n\t\tc <- 1 // HERE\n\t}()\n';

    it('what lets a channel escape', () => {
      expect(why(`${send}\thook(c)\n\treturn <-c\n`)).toMatch(
        /`c <- 1`: .*escapes: `hook\(c\)` \(line 10\) hands it to code/,
      );
    });

    it('a stranger', () => {
      expect(why('\tout <- 1 // HERE\n\treturn 1\n')).toMatch(
        /`out <- 1`: it waits for something that comes from code that is not seen/,
      );
    });

    it('that it always gets done', () => {
      expect(why(`${send}\treturn <-c\n`)).toMatch(/on every run of `ask` that comes here it can get done/);
    });

    it('a level, and a comment that silences', () => {
      const leak = `${send}\tif late {\n\t\treturn 0\n\t}\n\treturn <-c\n`;
      expect(why(leak)).toMatch(/^a\.go:8: .*\[send-abandoned-by-return\]\n[\s\S]*It rests on: /);
      expect(why(leak, '{"rules": {"send-abandoned-by-return": "off"}}')).toMatch(
        /send-abandoned-by-return is off here, by its level, .*it would say: /,
      );
      const comment = leak.replace('// HERE', '//leaklens:ignore send-abandoned-by-return HERE');
      expect(why(comment)).toMatch(/a comment `\/\/leaklens:ignore` silences send-abandoned-by-return/);
    });

    it('a budget', () => {
      const many = Array.from({ length: 40 }, () => '\tgo func() {\n\t\tc <- 1\n\t}()\n').join('');
      const all = '\tfor i := 0; i < 41; i++ {\n\t\t<-c\n\t}\n\treturn 1\n';
      expect(why(`${send}${many}${all}`)).toMatch(
        /a run of it is not followed: there are more goroutines than are followed/,
      );
    });

    it('that what is started lives as long as the process', () => {
      write('go.mod', 'module example.com/orders\n\ngo 1.24\n');
      write('a.go', 'package main\n\nfunc main() {\n\tgo serve()\n\tselect {}\n}\n\nfunc serve() {}\n');
      expect(explain('--why', 'a.go:4').out).toMatch(/lives as long as the process, by design/);
    });
  });
});
