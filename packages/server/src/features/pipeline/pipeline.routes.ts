import type { Api } from '../../platform/api.ts'

/** Deals: the board, lists, and everything that happens to a deal. */
export function pipelineRoutes(_api: Api): void {}
