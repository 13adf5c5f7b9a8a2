/** A page of the product that one can go to. */
export interface SearchPlace {
  to: string
  /** Its name in the language of the page, and the heading it stands under. */
  label: string
  group: string
  /** What else it is found by: its name in the other language. */
  alias: string
  onPick: () => void
}

/** Places whose name, in either language, holds every word of what was typed: those that begin with it first. Pure. */
export function findPlaces(places: readonly SearchPlace[], typed: string): SearchPlace[] {
  const text = typed.trim().toLowerCase()
  const words = text.split(/\s+/).filter(Boolean)
  if (words.length === 0) return []
  const names = (place: SearchPlace) => [place.label.toLowerCase(), place.alias.toLowerCase()]
  const begins = (place: SearchPlace) => names(place).some((name) => name.startsWith(text))
  const found = places.filter((place) => names(place).some((name) => words.every((word) => name.includes(word))))
  return [...found.filter(begins), ...found.filter((place) => !begins(place))]
}
