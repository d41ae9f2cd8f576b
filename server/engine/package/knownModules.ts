/**
 * Types of a few well-known modules outside of the standard library, written as scripts/knowledge writes those, by hand.
 * Only what rules ask for.
 */
export const knownModules: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'golang.org/x/sync/errgroup': {
    Group: 'type struct{}',
    WithContext: 'func(ctx context.Context) (*golang.org/x/sync/errgroup.Group, context.Context)',
    'Group.Go': 'func(f func() error)',
    'Group.TryGo': 'func(f func() error) bool',
    'Group.Wait': 'func() error',
    'Group.SetLimit': 'func(n int)',
  },
  'golang.org/x/sync/semaphore': {
    Weighted: 'type struct{}',
    NewWeighted: 'func(n int64) *golang.org/x/sync/semaphore.Weighted',
    'Weighted.Acquire': 'func(ctx context.Context, n int64) error',
    'Weighted.TryAcquire': 'func(n int64) bool',
    'Weighted.Release': 'func(n int64)',
  },
  'golang.org/x/net/context': {
    Context: '=context.Context',
    CancelFunc: '=context.CancelFunc',
    Background: 'func() context.Context',
    TODO: 'func() context.Context',
    WithCancel: 'func(parent context.Context) (context.Context, context.CancelFunc)',
    WithTimeout: 'func(parent context.Context, d time.Duration) (context.Context, context.CancelFunc)',
    WithDeadline: 'func(parent context.Context, d time.Time) (context.Context, context.CancelFunc)',
  },
  'google.golang.org/grpc': {
    ClientConn: 'type struct{}',
    'ClientConn.Close': 'func() error',
    Dial: 'func(target string, opts ...any) (*google.golang.org/grpc.ClientConn, error)',
    DialContext:
      'func(ctx context.Context, target string, opts ...any) (conn *google.golang.org/grpc.ClientConn, err error)',
    NewClient: 'func(target string, opts ...any) (*google.golang.org/grpc.ClientConn, error)',
  },
  'k8s.io/apimachinery/pkg/util/wait': {
    ContextForChannel: 'func(parentCh <-chan struct{}) (context.Context, context.CancelFunc)',
    NeverStop: '<-chan struct{}',
  },
  'github.com/jmoiron/sqlx': {
    DB: 'type struct{*database/sql.DB}',
    Rows: 'type struct{*database/sql.Rows}',
    'DB.Queryx': 'func(query string, args ...any) (*github.com/jmoiron/sqlx.Rows, error)',
    'DB.QueryxContext': 'func(ctx context.Context, query string, args ...any) (*github.com/jmoiron/sqlx.Rows, error)',
  },
};
