/**
 * Which stage stands for a stage that publications took away: its successor, that one's successor, and so on to the end.
 * A stage without one stands for itself. Publications cannot make a circle (only stages that are gone have a successor);
 * should one be stored nevertheless, following it ends where it began.
 */
export function successorOf(successors: ReadonlyMap<string, string>): (stageId: string) => string {
  const ends = new Map<string, string>()
  return (stageId) => {
    const known = ends.get(stageId)
    if (known !== undefined) return known
    const seen = new Set([stageId])
    let end = stageId
    for (let next = successors.get(end); next !== undefined && !seen.has(next); next = successors.get(end)) {
      seen.add(next)
      end = next
    }
    ends.set(stageId, end)
    return end
  }
}
