/**
 * The order in which cases run through their activities, for proposing stages: by the mean place of an activity's first
 * occurrence among the different activities of its case. Memory: a few bytes for each case and activity; cases behind
 * `caseLimit` are left out, a sample is enough.
 */
export function activityOrder(caseLimit = 20_000) {
  const cases = new Map<string, { activity: string; at: string }[]>()

  return {
    /** `at` must sort as text in order of time. */
    observe(caseKey: string, activity: string, at: string): void {
      const events = cases.get(caseKey)
      if (events === undefined) {
        if (cases.size < caseLimit) cases.set(caseKey, [{ activity, at }])
        return
      }
      const known = events.find((event) => event.activity === activity)
      if (known === undefined) events.push({ activity, at })
      else if (at < known.at) known.at = at
    },
    order(): string[] {
      const places = new Map<string, { sum: number; n: number }>()
      for (const events of cases.values()) {
        const sorted = events.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
        sorted.forEach(({ activity }, i) => {
          const place = places.get(activity) ?? { sum: 0, n: 0 }
          places.set(activity, { sum: place.sum + i, n: place.n + 1 })
        })
      }
      return [...places].sort((a, b) => a[1].sum / a[1].n - b[1].sum / b[1].n).map(([activity]) => activity)
    },
  }
}
