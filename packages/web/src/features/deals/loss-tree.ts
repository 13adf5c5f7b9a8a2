import type { LossReason } from '@sluice/core/catalog/contract'

export interface LossNode {
  value: string
  title: string
  /** A group is a heading: a deal names one of its reasons. */
  selectable: boolean
  children: LossNode[]
}

/** The tree of reasons in use, in their order. A reason whose group is gone or archived stands at the top. Pure. */
export function lossTree(reasons: readonly LossReason[]): LossNode[] {
  const used = reasons.filter((reason) => !reason.isArchived).sort((a, b) => a.position - b.position)
  const ids = new Set(used.map((reason) => reason.id))
  const below = (parent: string | null): LossNode[] =>
    used
      .filter((reason) => (reason.parentId !== null && ids.has(reason.parentId) ? reason.parentId : null) === parent)
      .map((reason) => {
        const children = below(reason.id)
        return { value: reason.id, title: reason.name, selectable: children.length === 0, children }
      })
  return below(null)
}
