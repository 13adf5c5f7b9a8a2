interface Branch {
  id: string
  name: string
  parentId: string | null
}

/**
 * A tree as a list: children below their parent, each with its depth, roots and siblings in the given order. Pure.
 * A row whose parent is missing (or that sits in a cycle) counts as a root, so that none is lost.
 */
export function flattenTree<T extends Branch>(rows: readonly T[]): { row: T; depth: number }[] {
  const ids = new Set(rows.map((row) => row.id))
  const flat: { row: T; depth: number }[] = []
  const placed = new Set<string>()
  const place = (row: T, depth: number) => {
    if (placed.has(row.id)) return
    placed.add(row.id)
    flat.push({ row, depth })
    for (const child of rows) if (child.parentId === row.id) place(child, depth + 1)
  }
  for (const row of rows) if (row.parentId === null || !ids.has(row.parentId)) place(row, 0)
  for (const row of rows) place(row, 0)
  return flat
}
