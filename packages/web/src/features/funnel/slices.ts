import { readSlices, sliceText } from '@sluice/core/funnel/slice'
import type { SliceOf } from '@sluice/core/funnel/slice'

/** The slices in the address; a broken text is none. */
export function slicesOf(text: string): SliceOf[] {
  return readSlices(text) ?? []
}

/** The address with one dimension's values set; without values the dimension goes. */
export function withSlice(text: string, slice: SliceOf): string {
  const others = slicesOf(text).filter((one) => one.dimension !== slice.dimension)
  return [...others, ...(slice.values.length === 0 ? [] : [slice])].map(sliceText).join(';')
}
