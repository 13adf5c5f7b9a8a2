/** The shape of a catalogue, with any words: the English file of a feature `satisfies Catalogue<typeof itsChinese>`. */
export type Catalogue<T> = { readonly [K in keyof T]: T[K] extends string ? string : Catalogue<T[K]> }
