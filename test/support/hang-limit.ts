/**
 * Ends a process, a request or a wait that hangs. It is no limit on speed: on a machine with ten other busy processes a test takes thirty
 * times its usual time.
 */
export const HANG_LIMIT_MS = 900_000;
