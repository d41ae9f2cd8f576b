import { beforeAll, describe, expect, test } from 'vitest';
import type { Finding } from '../../server/engine/finding.ts';
import { Lines } from '../../server/engine/lines.ts';
import { rules } from '../../server/rules/index.generated.ts';
import { check } from '../rules/harness.ts';
import { demoFiles, type ExpectedFinding, linesWith, readDemo, readExpected } from './demoFiles.ts';

interface Found {
  readonly finding: Finding;
  readonly file: string;
  readonly line: number;
}

const expected = readExpected();
let found: readonly Found[] = [];

beforeAll(async () => {
  const names = ['go.mod', 'leaklens.json', ...demoFiles('', '.go')];
  const checked = await check(new Map(names.map((name) => [name, readDemo(name)])), rules);
  found = checked.flatMap(({ name, source, findings }) => {
    const lines = new Lines(source.text);
    return findings.map((finding) => ({ finding, file: name, line: lines.lineOf(finding.start) + 1 }));
  });
});

describe.each(expected.findings)('$rule in $file', (claim) => {
  test('is found where it is expected, as a warning or worse', () => {
    const matching = found.filter((f) => matches(f, claim));
    expect(matching.map((f) => f.finding.function)).toEqual([claim.function]);
    expect(matching.map((f) => f.finding.severity)).not.toContain('information');
  });
});

test('what the model can follow is told as its run, step by step, to whoever stays blocked', () => {
  const told = found.filter((f) => f.finding.witness.at(-1)?.isBlocked).map((f) => f.file);
  expect(told).toEqual([
    'leaky/range_never_closed.go',
    'leaky/receive_skipped_on_error.go',
    'leaky/receive_without_sender.go',
    'leaky/send_after_return.go',
    'leaky/send_after_timeout.go',
    'leaky/send_first_result_wins.go',
    'leaky/send_without_receiver.go',
  ]);
});

test('nothing else is found', () => {
  const claims = [...expected.findings, ...expected.next];
  const rest = found.filter((f) => !claims.some((claim) => matches(f, claim)));
  expect(rest.map((f) => `${f.file}:${f.line}: [${f.finding.rule}] ${f.finding.message}`)).toEqual([]);
});

test('the repaired twins and all around them are silent', () => {
  expect(found.filter((f) => expected.silent.includes(f.file))).toEqual([]);
});

function matches({ finding, file, line }: Found, claim: ExpectedFinding): boolean {
  if (finding.rule !== claim.rule || file !== claim.file) return false;
  return (
    linesWith(file, claim.anchor).includes(line) || (claim.or !== undefined && linesWith(file, claim.or).includes(line))
  );
}
