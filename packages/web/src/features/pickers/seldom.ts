/** Configuration changes seldom, and a live event says when it does. */
export const seldom = { staleTime: 10 * 60_000 }
