/** Dimensions that only divide another one further: a campaign belongs to a channel. Their shift is the other's in more detail. */
export const detailOf: Readonly<Record<string, readonly string[]>> = { campaign: ['source', 'channel'], source_detail: ['source', 'channel'] }
