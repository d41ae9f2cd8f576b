import type { StandardLibrary } from './knowledge.ts';
import table from './stdlib.generated.json' with { type: 'json' };

/** The exported API of Go's standard library; `npm run generate` does not touch it, scripts/knowledge makes it. */
export const standardLibrary: StandardLibrary = table;
