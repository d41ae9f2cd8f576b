import type { Language, Tree } from 'web-tree-sitter';

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
  return tree.rootNode.hasError ? damagedTree(tree) : soundTree(tree);
}

/** What is to be known of the nodes of a type: each question to the tree costs more than the walk itself. */
interface NodeType {
  readonly type: string;
  readonly named: boolean;
  /** Nothing is below it, or nothing that anybody asks for. */
  readonly isLeaf: boolean;
  /** Children have no names by the grammar. */
  readonly hasFields: boolean;
  /** Nobody asks for it. */
  readonly isSkipped: boolean;
}

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '));
const leaves = words(
  'identifier blank_identifier field_identifier package_identifier type_identifier label_name int_literal float_literal imaginary_literal rune_literal true false nil iota interpreted_string_literal raw_string_literal',
);
const withoutFields = words(
  'argument_list block expression_list expression_statement literal_element literal_value parameter_list parenthesized_expression return_statement source_file statement_list',
);
const skipped = words(
  'comment ( ) { } [ ] , . : ; \n break case const continue default defer else fallthrough for func go goto if import interface map package range return select struct switch type var',
);

/** What is below a leaf: nobody adds to it. */
const nothing: Raw[] = [];

const typesOf = new WeakMap<Language, readonly NodeType[]>();

/** By the number that the grammar gives a type. */
function nodeTypes(language: Language): readonly NodeType[] {
  const before = typesOf.get(language);
  if (before) return before;
  const made = Array.from({ length: language.nodeTypeCount }, (_, id): NodeType => {
    const type = language.nodeTypeForId(id) ?? 'ERROR';
    const isNamed = language.nodeTypeIsNamed(id);
    return {
      type,
      named: isNamed,
      isLeaf: !isNamed || leaves.has(type),
      hasFields: !withoutFields.has(type),
      isSkipped: (!isNamed || type === 'comment') && skipped.has(type),
    };
  });
  typesOf.set(language, made);
  return made;
}

/** Of a tree without errors, which is nearly every one, only what the conversion looks at. */
function soundTree(tree: Tree): RawTree {
  const types = nodeTypes(tree.language);
  const cursor = tree.walk();
  const typeOf = (): NodeType => types[cursor.nodeTypeId] as NodeType;
  const read = ({ type, named, isLeaf }: NodeType, hasField: boolean): Raw => ({
    type,
    field: (hasField && cursor.currentFieldName) || undefined,
    start: cursor.startIndex,
    end: cursor.endIndex,
    named,
    children: isLeaf ? nothing : [],
  });
  let damaged = false;
  const root = read(typeOf(), false);
  const path = [root];
  const hasFields = [false];
  let more = cursor.gotoFirstChild();
  while (more) {
    const type = typeOf();
    const depth = path.length;
    if (!type.isSkipped) {
      const node = read(type, hasFields[depth - 1] as boolean);
      path[depth - 1]?.children.push(node);
      if (depth >= maxDepth) damaged = true;
      else if (!type.isLeaf && cursor.gotoFirstChild()) {
        path.push(node);
        hasFields.push(type.hasFields);
        continue;
      }
    }
    more = cursor.gotoNextSibling();
    while (!more && path.length > 1 && cursor.gotoParent()) {
      path.pop();
      hasFields.pop();
      more = cursor.gotoNextSibling();
    }
  }
  cursor.delete();
  return { root, damaged };
}

function damagedTree(tree: Tree): RawTree {
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
