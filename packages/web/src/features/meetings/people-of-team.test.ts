import { expect, test } from 'vitest'
import { peopleOfTeam } from './people-of-team.ts'

const teams = [
  { id: 'root', path: ['root'] }, { id: 'east', path: ['root', 'east'] }, { id: 'shanghai', path: ['root', 'east', 'shanghai'] }, { id: 'south', path: ['root', 'south'] },
]
const people = [
  { id: 'manager', teamId: 'east', status: 'active' as const }, { id: 'rep', teamId: 'shanghai', status: 'active' as const },
  { id: 'left', teamId: 'shanghai', status: 'disabled' as const }, { id: 'other', teamId: 'south', status: 'active' as const },
]

test('a team brings its own people and those of the teams below it, but nobody who left', () => {
  expect(peopleOfTeam('east', teams, people)).toEqual(['manager', 'rep'])
  expect(peopleOfTeam('shanghai', teams, people)).toEqual(['rep'])
  expect(peopleOfTeam(null, teams, people)).toEqual([])
})
