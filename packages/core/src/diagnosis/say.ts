export type Param = string | number | null
export type Params = Record<string, Param>

/** What a sentence may do with its parameters, by their names. A missing number reads "—". */
export type Say = {
  /** 0.394 → 39 %; one decimal below 10 %. */
  share: (key: string) => string
  /** Share as a signed change: +80 %. */
  change: (key: string) => string
  /** Percentage points with sign, from a difference of shares. */
  points: (key: string) => string
  /** At most two decimals, thousands separated. */
  number: (key: string) => string
  /** As it stands. */
  text: (key: string) => string
  has: (key: string) => boolean
  /** Name of the stage whose id it is. */
  stage: (key?: string) => string
  dimension: (key?: string) => string
  /** Name of a value of a dimension. */
  value: (dimension?: string, value?: string) => string
  /** `a|b|c` as a list in the language. */
  list: (key: string) => string
  /** Name of a part of a health score; of several, as a list. */
  part: (key: string) => string
  /** The number itself, to choose words by; 0 when missing. */
  raw: (key: string) => number
}

export type Words = (say: Say) => string
