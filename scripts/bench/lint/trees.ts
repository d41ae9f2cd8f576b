import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** The modules that are measured, by the laid-out trees of LEAKLENS_CORPUS (`owner+name@version`). */
const measured = [
  { project: 'etcd-io+etcd', below: 'server' },
  { project: 'grpc+grpc-go', below: '' },
  { project: 'caddyserver+caddy', below: '' },
];

/** Folders from the command line; else of the corpus, as far as it is there; else demo/ and generated code. */
export function treesToMeasure(args: readonly string[], demo: string, scratch: string): readonly string[] {
  if (args.length > 0) return args.map((a) => path.resolve(a));
  const corpus = process.env['LEAKLENS_CORPUS'];
  const trees = corpus && existsSync(corpus) ? readdirSync(corpus).sort() : [];
  const found = measured.flatMap(({ project, below }) => {
    const tree = trees.findLast(
      (t) => t.startsWith(`${project}@`) && existsSync(path.join(corpus ?? '', t, below, 'go.mod')),
    );
    return tree === undefined ? [] : [path.join(corpus ?? '', tree, below)];
  });
  return found.length > 0 ? found : [demo, generated(scratch)];
}

/** Fifty packages of ordinary concurrent code, about 50,000 lines. */
function generated(scratch: string): string {
  const root = path.join(scratch, 'generated');
  const one = (i: number): string => `
type worker${i} struct {
	mu   sync.Mutex
	jobs chan int
	done chan struct{}
	seen map[int]string
}

func newWorker${i}(ctx context.Context, n int) *worker${i} {
	w := &worker${i}{jobs: make(chan int, n), done: make(chan struct{}), seen: map[int]string{}}
	go w.run(ctx)
	return w
}

func (w *worker${i}) run(ctx context.Context) {
	defer close(w.done)
	for {
		select {
		case j, ok := <-w.jobs:
			if !ok {
				return
			}
			w.mu.Lock()
			if _, known := w.seen[j]; !known && j%${i + 2} == 0 {
				w.seen[j] = fmt.Sprintf("job %d", j)
			}
			w.mu.Unlock()
		case <-ctx.Done():
			return
		}
	}
}

func (w *worker${i}) Stop() {
	close(w.jobs)
	<-w.done
}
`;
  const head = 'import (\n\t"context"\n\t"fmt"\n\t"sync"\n)\n';
  for (let p = 0; p < 50; p++) {
    const folder = path.join(root, `p${p}`);
    mkdirSync(folder, { recursive: true });
    const body = Array.from({ length: 25 }, (_, i) => one(i)).join('');
    writeFileSync(path.join(folder, 'a.go'), `package p${p}\n\n${head}${body}`);
  }
  writeFileSync(path.join(root, 'go.mod'), 'module example.com/generated\n\ngo 1.24\n');
  return root;
}
