/** Arguments of `go tool pprof -dot`, without units: labels are kept as they are printed. */
export const graphs: readonly (readonly string[])[] = [
  ['cpu.pb.gz'],
  ['-sample_index=samples', '-focus=sort', 'cpu.pb.gz'],
  ['-hide=runtime', '-noinlines', 'cpu.pb.gz'],
  ['-nodecount=12', 'cpu.pb.gz'],
  ['-nodefraction=0.05', '-edgefraction=0.02', 'cpu.pb.gz'],
  ['cpu-labelled.pb.gz'],
  ['-nodecount=30', 'cpu-labelled.pb.gz'],
  ['-sample_index=samples', '-tagfocus=endpoint=/orders', 'cpu-labelled.pb.gz'],
  ['-sample_index=inuse_space', 'heap-after.pb.gz'],
  ['-sample_index=alloc_objects', '-nodecount=15', 'heap-after.pb.gz'],
  ['-sample_index=alloc_space', '-nodecount=25', 'allocs.pb.gz'],
  ['-sample_index=inuse_space', '-diff_base=heap-before.pb.gz', 'heap-after.pb.gz'],
  ['-sample_index=delay', 'block.pb.gz'],
  ['goroutine.pb.gz'],
  ['-nodecount=20', '-nodefraction=0', '-edgefraction=0', 'walk.pb.gz'],
  ['-sample_index=delay', 'odd.pb'],
  ['-sample_index=delay', 'bare.pb'],
  ['nothing.pb'],
];

/** Arguments of `go tool pprof -peek=.`, asked in the unit of the profile. */
export const peeks: readonly (readonly [file: string, sampleType: string, unit: string])[] = [
  ['cpu.pb.gz', 'cpu', 'ns'],
  ['cpu-labelled.pb.gz', 'samples', ''],
  ['heap-after.pb.gz', 'inuse_space', 'B'],
  ['goroutine.pb.gz', 'goroutine', ''],
  ['walk.pb.gz', 'inuse_space', 'B'],
  ['odd.pb', 'allocations', ''],
];
