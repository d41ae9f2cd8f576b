/**
 * The run cannot be followed any further: whatever comes then, nobody is said to be stuck. One object for each reason, for
 * they are thrown often.
 */
export class Lost extends Error {
  /** A panic, or the end of the process, which frees everybody; else a limit of the analysis. */
  readonly isLimit: boolean;

  constructor(message: string, isLimit: boolean) {
    super(message);
    this.isLimit = isLimit;
  }
}

/** The reasons, one object each. */
export const lost = {
  closedTwice: new Lost('a closed channel is closed again, which panics', false),
  sentAfterClose: new Lost('a value is sent on a closed channel, which panics', false),
  closedNil: new Lost('a nil channel is closed, which panics', false),
  negative: new Lost('a WaitGroup counts below zero, which panics', false),
  released: new Lost('code that is not seen may give back a lock', true),
  ended: new Lost('the process ends, or panics', false),
  objects: new Lost('there are more objects than are followed', true),
  steps: new Lost('one goroutine makes more steps than are followed', true),
  room: new Lost('a channel holds more than is followed', true),
  processes: new Lost('there are more goroutines than are followed', true),
};
