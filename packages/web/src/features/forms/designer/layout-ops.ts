import type { Layout } from '@sluice/core/forms/contract'

export type Section = Layout['sections'][number]
export type Item = Section['items'][number]

/** Where a field stands or is to stand: before the item now at `index`, or at the end. */
export interface Spot {
  sectionId: string
  index: number
}

const withSections = (layout: Layout, change: (section: Section) => Section): Layout => ({ sections: layout.sections.map(change) })

/** Where a field stands; null when it is in no section. */
export function spotOf(layout: Layout, field: string): Spot | null {
  for (const section of layout.sections) {
    const index = section.items.findIndex((item) => item.field === field)
    if (index >= 0) return { sectionId: section.id, index }
  }
  return null
}

/** Puts a field at a place, taking it from where it stood; its width and whether it is asked for stay. */
export function place(layout: Layout, field: string, to: Spot): Layout {
  const from = spotOf(layout, field)
  const item = layout.sections.flatMap((section) => section.items).find((one) => one.field === field) ?? { field, width: 1 as const, required: false }
  // What stood before the place in the same section is one fewer once the field is lifted.
  const index = from?.sectionId === to.sectionId && from.index < to.index ? to.index - 1 : to.index
  return withSections(remove(layout, field), (section) => (section.id === to.sectionId ? { ...section, items: [...section.items.slice(0, index), item, ...section.items.slice(index)] } : section))
}

export function remove(layout: Layout, field: string): Layout {
  return withSections(layout, (section) => ({ ...section, items: section.items.filter((item) => item.field !== field) }))
}

export function changeItem(layout: Layout, field: string, part: Partial<Item>): Layout {
  return withSections(layout, (section) => ({ ...section, items: section.items.map((item) => (item.field === field ? { ...item, ...part } : item)) }))
}

export function changeSection(layout: Layout, id: string, part: Partial<Section>): Layout {
  return withSections(layout, (section) => (section.id === id ? { ...section, ...part } : section))
}

export function addSection(layout: Layout, id: string, title: string): Layout {
  return { sections: [...layout.sections, { id, title, columns: 2, isCollapsed: false, visibleIf: null, items: [] }] }
}

/** A section goes with its fields, which are free to be placed again. */
export function removeSection(layout: Layout, id: string): Layout {
  return { sections: layout.sections.filter((section) => section.id !== id) }
}

export function moveSection(layout: Layout, id: string, step: 1 | -1): Layout {
  const from = layout.sections.findIndex((section) => section.id === id)
  const to = from + step
  const section = layout.sections[from]
  if (!section || to < 0 || to >= layout.sections.length) return layout
  const rest = layout.sections.filter((one) => one.id !== id)
  return { sections: [...rest.slice(0, to), section, ...rest.slice(to)] }
}

/** One place on or back, over the border of its section where it stands at the edge. */
export function moveItem(layout: Layout, field: string, step: 1 | -1): Layout {
  const at = spotOf(layout, field)
  if (!at) return layout
  const sectionAt = layout.sections.findIndex((section) => section.id === at.sectionId)
  const count = layout.sections[sectionAt]?.items.length ?? 0
  const index = at.index + step
  if (index >= 0 && index < count) return place(layout, field, { sectionId: at.sectionId, index: step > 0 ? index + 1 : index })
  const next = layout.sections[sectionAt + step]
  return next ? place(layout, field, { sectionId: next.id, index: step > 0 ? 0 : next.items.length }) : layout
}
