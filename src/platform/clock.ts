/** Where the time comes from. Everything asks the clock, so that tests can move it. */
export interface Clock {
  /** The present instant. */
  now(): Date;
}
