/** For `*.pprof` and the like, and for names that other things have too: there it is only offered. */
export const viewTypes = ['leaklens.profile', 'leaklens.profileOption'] as const;
