const [second, minute, hour] = [1000, 60_000, 3_600_000]

/** Pauses after the first, second … failed attempt of a webhook, as Standard Webhooks proposes; three days and some hours together. */
const webhookPauses = [5 * second, 5 * minute, 30 * minute, 2 * hour, 5 * hour, 10 * hour, 14 * hour, 20 * hour, 24 * hour]
/** A chat's news of yesterday helps nobody: half a day. */
const robotPauses = [30 * second, 2 * minute, 10 * minute, 30 * minute, 2 * hour, 8 * hour]
/** Within three quarters of an hour, in which every platform knows the same message again and shows it once. */
const appPauses = [30 * second, 2 * minute, 10 * minute, 30 * minute]

/** Milliseconds until the next attempt after so many that failed (1 …); null when there is none. */
export const webhookPause = (attempts: number): number | null => webhookPauses[attempts - 1] ?? null
export const robotPause = (attempts: number): number | null => robotPauses[attempts - 1] ?? null
export const appPause = (attempts: number): number | null => appPauses[attempts - 1] ?? null

/** A webhook that took nothing for so long is switched off. */
export const lastingFailureMs = 72 * hour
