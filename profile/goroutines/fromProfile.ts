import type { Profile } from '../profile.ts';
import type { GoroutineSet } from './goroutineGroup.ts';

/** Whether a profile is one of goroutines (`goroutine` or `goroutineleak`). */
export declare function isGoroutineProfile(profile: Profile): boolean;

/** The groups of a protobuf goroutine profile; states are read off the runtime frames. */
export declare function goroutineGroups(profile: Profile): GoroutineSet;
