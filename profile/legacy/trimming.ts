/**
 * Frames that belong to the measuring and not to the program, cut off the leaf side. The lists are those that pprof gives
 * to profiles of the old forms (google/pprof, profile/legacy_profile.go).
 */
interface Trimming {
  readonly dropFrames: string;
  readonly keepFrames: string;
}

const posix = 'calloc cfree malloc free memalign do_memalign (__)?posix_memalign pvalloc valloc realloc';
const tcmalloc =
  'tcmalloc::.* tc_calloc tc_cfree tc_malloc tc_free tc_memalign tc_posix_memalign tc_pvalloc tc_valloc tc_realloc ' +
  'tc_new tc_delete tc_newarray tc_deletearray tc_new_nothrow tc_newarray_nothrow';
const macos =
  'malloc_zone_malloc malloc_zone_calloc malloc_zone_valloc malloc_zone_realloc malloc_zone_memalign malloc_zone_free';
const others =
  'runtime\\..* BaseArena::.* (::)?do_malloc_no_errno (::)?do_malloc_pages (::)?do_malloc DoSampledAllocation ' +
  'MallocedMemBlock::MallocedMemBlock _M_allocate __builtin_(vec_)?delete __builtin_(vec_)?new ' +
  '__gnu_cxx::new_allocator::allocate __libc_malloc __malloc_alloc_template::allocate allocate cpp_alloc simple_alloc::allocate';
const locks =
  'RecordLockProfileData (base::)?RecordLockProfileData.* (base::)?SubmitMutexProfileData.* ' +
  '(base::)?SubmitSpinLockProfileData.* (base::Mutex::)?AwaitCommon.* (base::Mutex::)?Unlock.* ' +
  '(base::Mutex::)?UnlockSlow.* (base::Mutex::)?ReaderUnlock.* (base::MutexLock::)?~MutexLock.* ' +
  '(Mutex::)?AwaitCommon.* (Mutex::)?Unlock.* (Mutex::)?UnlockSlow.* (Mutex::)?ReaderUnlock.* (MutexLock::)?~MutexLock.* ' +
  '(SpinLock::)?Unlock.* (SpinLock::)?SlowUnlock.* (SpinLockHolder::)?~SpinLockHolder.*';
const signals = 'ProfileData::Add ProfileData::prof_handler CpuProfiler::prof_handler __pthread_sighandler __restore';

const anyOf = (...lists: readonly string[]): string => lists.join(' ').split(' ').join('|');

export const ofAllocations: Trimming = {
  dropFrames: `${anyOf(posix, tcmalloc, macos, others)}|operator new(\\[\\])?`,
  keepFrames: anyOf('runtime\\.panic runtime\\.reflectcall runtime\\.call[0-9]*'),
};
export const ofLocks: Trimming = { dropFrames: anyOf(locks), keepFrames: '' };
export const ofOthers: Trimming = { dropFrames: anyOf(signals), keepFrames: '' };
