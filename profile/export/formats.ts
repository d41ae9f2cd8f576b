/** The forms in which a view of a profile can be written. */
export const exportFormats = ['svg', 'png', 'pprof', 'speedscope', 'folded', 'csv', 'markdown'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** How files of each form are named at their end, without the first dot. */
export const exportExtension: Readonly<Record<ExportFormat, string>> = {
  svg: 'svg',
  png: 'png',
  pprof: 'pb.gz',
  speedscope: 'speedscope.json',
  folded: 'folded.txt',
  csv: 'csv',
  markdown: 'md',
};
