/** Room to grow into: a tenth. Left to themselves arrays grow by half, which in a large pipeline is much memory for a few changes. */
export const SPARE = 0.1

/** How long an array is to be that holds so many. */
export const roomFor = (used: number): number => Math.ceil(used * (1 + SPARE)) + 1
