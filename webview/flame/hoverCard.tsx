import type { NodeFacts } from '../model/describe.ts';

interface Props {
  readonly facts: NodeFacts;
  readonly at: { readonly x: number; readonly y: number };
}

/** What a box is worth, beside the pointer. The live region says the same of what is selected. */
export function HoverCard({ facts, at }: Props) {
  const toLeft = at.x > window.innerWidth / 2;
  const toTop = at.y > window.innerHeight - 150;
  const style = {
    ...(toLeft ? { right: `${window.innerWidth - at.x + 8}px` } : { left: `${at.x + 12}px` }),
    ...(toTop ? { bottom: `${window.innerHeight - at.y + 8}px` } : { top: `${at.y + 16}px` }),
  };
  return (
    <div class="hover-card" style={style} aria-hidden="true">
      <bdi class="hover-name">{facts.name}</bdi>
      <dl>
        <dt>total</dt>
        <dd>
          {facts.total} ({facts.ofTotal})
        </dd>
        {facts.change !== undefined && (
          <>
            <dt>before</dt>
            <dd>
              {facts.before} ({facts.change})
            </dd>
          </>
        )}
        {facts.self !== undefined && (
          <>
            <dt>self</dt>
            <dd>{facts.self}</dd>
          </>
        )}
        {facts.ofParent !== undefined && (
          <>
            <dt>of {facts.parentName}</dt>
            <dd>{facts.ofParent}</dd>
          </>
        )}
      </dl>
      {facts.file !== '' && <bdi class="hover-file">{facts.file}</bdi>}
    </div>
  );
}
