import type { Viewer } from '@sluice/core/identity/policy'

/** The organisation's own eye: rules judge every record, whoever wrote them. */
export const systemViewer = (orgId: string, userId: string): Viewer => ({ orgId, userId, role: 'admin', teamId: userId, teamIds: [] })
