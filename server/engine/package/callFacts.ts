import type { CallFacts } from './knowledge.ts';

/**
 * What calls do that their types do not tell, by `path.Name` or `path.Type.Name`. Kept by hand, from the documentation
 * of the packages.
 */
const exits: CallFacts = { neverReturns: 'exits' };
const goexit: CallFacts = { neverReturns: 'goexit' };
const panics: CallFacts = { neverReturns: 'panics' };
const blocks: CallFacts = { blocks: true };
const serves: CallFacts = { blocks: true, serves: true };
const spawns: CallFacts = { spawns: 0 };
const calls: CallFacts = { calls: 0 };

const table = new Map<string, CallFacts>();
const add = (facts: CallFacts, names: string): void => {
  for (const n of names.split(/\s+/)) if (n) table.set(n, facts);
};

add(
  exits,
  'os.Exit log.Fatal log.Fatalf log.Fatalln log.Logger.Fatal log.Logger.Fatalf log.Logger.Fatalln syscall.Exit syscall.Exec',
);
add(panics, 'log.Panic log.Panicf log.Panicln log.Logger.Panic log.Logger.Panicf log.Logger.Panicln');
add(goexit, 'runtime.Goexit');
for (const t of ['T', 'B', 'F', 'TB', 'common'])
  add(
    goexit,
    `testing.${t}.Fatal testing.${t}.Fatalf testing.${t}.FailNow testing.${t}.Skip testing.${t}.Skipf testing.${t}.SkipNow`,
  );
add(
  exits,
  `github.com/sirupsen/logrus.Fatal github.com/sirupsen/logrus.Fatalf github.com/sirupsen/logrus.Fatalln
   github.com/sirupsen/logrus.Entry.Fatal github.com/sirupsen/logrus.Entry.Fatalf github.com/sirupsen/logrus.Logger.Fatal github.com/sirupsen/logrus.Logger.Fatalf
   go.uber.org/zap.Logger.Fatal go.uber.org/zap.SugaredLogger.Fatal go.uber.org/zap.SugaredLogger.Fatalf go.uber.org/zap.SugaredLogger.Fatalw
   k8s.io/klog.Fatal k8s.io/klog.Fatalf k8s.io/klog.Exit k8s.io/klog.Exitf k8s.io/klog/v2.Fatal k8s.io/klog/v2.Fatalf k8s.io/klog/v2.Exit k8s.io/klog/v2.Exitf
   github.com/golang/glog.Fatal github.com/golang/glog.Fatalf github.com/golang/glog.Exit github.com/golang/glog.Exitf`,
);
add(
  blocks,
  `time.Sleep sync.WaitGroup.Wait sync.Cond.Wait os/exec.Cmd.Run os/exec.Cmd.Wait os/exec.Cmd.Output os/exec.Cmd.CombinedOutput
   net/http.Get net/http.Head net/http.Post net/http.PostForm net/http.Client.Do net/http.Client.Get net/http.Client.Head net/http.Client.Post net/http.Client.PostForm
   net.Dial net.DialTimeout net.Dialer.Dial net.Dialer.DialContext net.Listener.Accept net.Conn.Read net.Conn.Write io.ReadAll io.Copy io.Reader.Read io.Writer.Write
   database/sql.DB.Query database/sql.DB.QueryContext database/sql.DB.QueryRow database/sql.DB.QueryRowContext database/sql.DB.Exec database/sql.DB.ExecContext
   database/sql.DB.Ping database/sql.DB.PingContext database/sql.DB.Begin database/sql.DB.BeginTx database/sql.Tx.Query database/sql.Tx.QueryContext
   database/sql.Tx.Exec database/sql.Tx.ExecContext database/sql.Tx.Commit golang.org/x/sync/errgroup.Group.Wait`,
);
add(blocks, 'golang.org/x/sync/semaphore.Weighted.Acquire database/sql.DB.Prepare database/sql.DB.PrepareContext');
const underContext = (name: string): CallFacts => ({ blocks: true, underContext: name });
add(
  underContext('http.NewRequestWithContext'),
  `net/http.Get net/http.Head net/http.Post net/http.PostForm
   net/http.Client.Get net/http.Client.Head net/http.Client.Post net/http.Client.PostForm`,
);
add(underContext('BeginTx'), 'database/sql.DB.Begin');
add(underContext('(*net.Dialer).DialContext'), 'net.Dial');
add(underContext('(*tls.Dialer).DialContext'), 'crypto/tls.Dial');
for (const what of ['Host', 'IP', 'Addr', 'CNAME', 'MX', 'NS', 'TXT', 'SRV'])
  add(underContext(`(*net.Resolver).Lookup${what}`), `net.Lookup${what}`);
add(
  serves,
  `net/http.ListenAndServe net/http.ListenAndServeTLS net/http.Serve net/http.ServeTLS net/http.Server.ListenAndServe net/http.Server.ListenAndServeTLS
   net/http.Server.Serve net/http.Server.ServeTLS net/rpc.Accept net/rpc.ServeConn google.golang.org/grpc.Server.Serve`,
);
add(spawns, 'sync.WaitGroup.Go golang.org/x/sync/errgroup.Group.Go golang.org/x/sync/errgroup.Group.TryGo');
table.set('time.AfterFunc', { spawns: 1 });
table.set('context.AfterFunc', { spawns: 1 });
add(calls, 'sync.Once.Do sync.Map.Range');
for (const f of [
  'sort.Slice',
  'sort.SliceStable',
  'strings.Map',
  'slices.SortFunc',
  'slices.ContainsFunc',
  'slices.IndexFunc',
  'filepath.Walk',
  'filepath.WalkDir',
])
  table.set(f, { calls: 1 });

export function callFacts(path: string, receiver: string, name: string): CallFacts | undefined {
  return table.get(receiver === '' ? `${path}.${name}` : `${path}.${receiver}.${name}`);
}
