import type { Tree } from 'web-tree-sitter';

/** The tree-sitter tree as plain objects, without comments: one cursor walk, after which the tree can be let go. */
export interface Raw {
  readonly type: string;
  readonly field: string | undefined;
  readonly start: number;
  readonly end: number;
  readonly named: boolean;
  readonly children: Raw[];
}

export interface RawTree {
  readonly root: Raw;
  /** Has ERROR or MISSING nodes, or was nested too deep to be read. */
  readonly damaged: boolean;
}

/** Deeper nesting than this is not converted: no Go that people write comes near. */
const maxDepth = 600;

export function rawTree(tree: Tree): RawTree {
  const cursor = tree.walk();
  let damaged = false;
  const read = (): Raw => ({
    type: cursor.nodeType,
    field: cursor.currentFieldName ?? undefined,
    start: cursor.startIndex,
    end: cursor.endIndex,
    named: cursor.nodeIsNamed,
    children: [],
  });
  const root = read();
  const path = [root];
  if (root.type === 'ERROR') damaged = true;
  if (cursor.gotoFirstChild()) {
    for (;;) {
      const node = read();
      if (node.type === 'ERROR' || cursor.nodeIsMissing) damaged = true;
      const keep = node.type !== 'comment';
      if (keep) path[path.length - 1]?.children.push(node);
      const tooDeep = path.length >= maxDepth;
      if (keep && node.named && !tooDeep && cursor.gotoFirstChild()) {
        path.push(node);
        continue;
      }
      if (tooDeep) damaged = true;
      let more = cursor.gotoNextSibling();
      while (!more && path.length > 1 && cursor.gotoParent()) {
        path.pop();
        more = path.length > 0 && cursor.gotoNextSibling();
      }
      if (!more) break;
    }
  }
  cursor.delete();
  return { root, damaged };
}

export const field = (n: Raw, name: string): Raw | undefined => n.children.find((c) => c.field === name);
export const fields = (n: Raw, name: string): Raw[] => n.children.filter((c) => c.field === name && c.named);
export const named = (n: Raw): Raw[] => n.children.filter((c) => c.named);
export const firstNamed = (n: Raw): Raw | undefined => n.children.find((c) => c.named);
export const hasToken = (n: Raw, token: string): boolean => n.children.some((c) => !c.named && c.type === token);
