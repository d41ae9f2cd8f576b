import { type CodeOwner, codeOwners } from '../../profile/codeOwner.ts';
import { type ViewQuery, withOwner } from '../../profile/query/viewQuery.ts';

const titles: Readonly<Record<CodeOwner, string>> = {
  own: 'Own code',
  library: 'Libraries',
  standard: 'Standard library',
  runtime: 'Runtime',
};

/** Whose frames are shown; what is switched off is left out of its stacks, as by hide. */
export function OwnerToggles({
  query,
  onChange,
}: {
  readonly query: ViewQuery;
  readonly onChange: (query: ViewQuery) => void;
}) {
  return (
    <fieldset class="owners">
      <legend class="visually-hidden">Frames to show</legend>
      {codeOwners.map((owner) => {
        const isHidden = query.hiddenOwners.includes(owner);
        return (
          <button
            key={owner}
            type="button"
            class="toggle"
            aria-pressed={!isHidden}
            title={isHidden ? `${titles[owner]}: hidden` : `${titles[owner]}: shown`}
            onClick={() => onChange(withOwner(query, owner, !isHidden))}
          >
            {titles[owner]}
          </button>
        );
      })}
    </fieldset>
  );
}
