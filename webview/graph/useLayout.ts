import { useEffect, useState } from 'preact/hooks';
import type { Analysis, DrawnGraph } from '../model/analysis.ts';
import { dotOf } from './dot.ts';
import type { GraphLayout } from './layout.ts';
import { layouter } from './layouter.ts';

export type LayoutState =
  | { readonly state: 'waiting' }
  | { readonly state: 'ready'; readonly graph: DrawnGraph; readonly layout: GraphLayout }
  | { readonly state: 'failed'; readonly message: string };

/** Lays a graph out; what is laid out already stays until the next one is ready. */
export function useLayout(analysis: Analysis, graph: DrawnGraph): LayoutState {
  const [state, setState] = useState<LayoutState>({ state: 'waiting' });
  useEffect(() => {
    let isWanted = true;
    layouter.layOut(dotOf(graph.drawing, (frame) => analysis.nameOf(frame))).then(
      (layout) => isWanted && setState({ state: 'ready', graph, layout }),
      (error: Error) => isWanted && setState({ state: 'failed', message: error.message }),
    );
    return () => {
      isWanted = false;
      void layouter.stop();
    };
  }, [analysis, graph]);
  // Nodes of one profile mean nothing in another.
  return state.state === 'ready' && state.graph !== graph ? { state: 'waiting' } : state;
}
