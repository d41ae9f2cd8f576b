import type { Comment, ImportSpec, SourceFile } from './ast.ts';

type Head = Pick<SourceFile, 'isGenerated' | 'buildConstraint' | 'isTest'>;

/** What the lines above the package clause and the imports say of a file (go/ast.IsGenerated, go/build/constraint). */
export function headOf(
  name: string,
  text: string,
  comments: readonly Comment[],
  code: number,
  imports: readonly ImportSpec[],
): Head {
  const above = comments.filter((c) => c.end <= code);
  const constraint = above.find((c) => c.text.startsWith('//go:build '));
  return {
    isGenerated: above.some((c) => isLineStart(text, c.start) && /^\/\/ Code generated .* DO NOT EDIT\.$/.test(c.text)),
    buildConstraint: constraint?.text.slice('//go:build '.length).trim(),
    isTest: name.endsWith('_test.go') || imports.some((i) => i.path === 'testing'),
  };
}

const isLineStart = (text: string, at: number): boolean =>
  at === 0 || text[at - 1] === '\n' || text[at - 1] === '\ufeff';
