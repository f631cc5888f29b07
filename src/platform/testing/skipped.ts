/**
 * Whether tests are left out because this machine lacks something. Where CI is set nothing is: the missing thing then
 * makes them fail, for a test that is skipped for ever is no test.
 */
export const skipped = (reason: string | null): boolean => reason !== null && !process.env.CI;
