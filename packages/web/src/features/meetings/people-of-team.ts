interface Team {
  id: string
  path: readonly string[]
}
interface Person {
  id: string
  teamId: string
  status: 'active' | 'disabled'
}

/** Who takes part in a team's meeting: its people and those of the teams below it, whose deals the meeting is about, too. Pure. */
export function peopleOfTeam(teamId: string | null, teams: readonly Team[], people: readonly Person[]): string[] {
  if (teamId === null) return []
  const within = new Set(teams.filter(({ path }) => path.includes(teamId)).map(({ id }) => id))
  return people.filter((one) => one.status === 'active' && (one.teamId === teamId || within.has(one.teamId))).map(({ id }) => id)
}
