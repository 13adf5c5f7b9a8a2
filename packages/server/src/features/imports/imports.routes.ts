import type { Api } from '../../platform/api.ts'

export function importRoutes(_api: Api): void {}
