/**
 * Cards have one height, so that a column of thousands is placed by arithmetic, none measured, and a drop finds its gap among
 * cards that are not drawn.
 */
export const cardSize = {
  desktop: { height: 116, gap: 8 },
  phone: { height: 132, gap: 10 },
} as const
export type CardSize = (typeof cardSize)[keyof typeof cardSize]
