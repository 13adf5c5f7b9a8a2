import type { Api } from '../../platform/api.ts'

/** Filled in the commits that follow. */
export function leadRoutes(api: Api): void {
  void api
}
