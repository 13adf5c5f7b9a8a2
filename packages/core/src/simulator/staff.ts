import type { Role } from '../identity/role.ts'
import type { Team, User } from './company.ts'
import { personName } from './names.ts'
import type { SimulationParams } from './params.ts'
import type { Rng } from './rng.ts'
import { repFactors } from './segments.ts'

export const teams: readonly Team[] = [
  { key: 'hq', name: '总部', parentKey: null },
  { key: 'east', name: '华东大区', parentKey: 'hq' },
  { key: 'east_shanghai', name: '上海办事处', parentKey: 'east' },
  { key: 'east_hangzhou', name: '杭州办事处', parentKey: 'east' },
  { key: 'south', name: '华南大区', parentKey: 'hq' },
  { key: 'south_shenzhen', name: '深圳办事处', parentKey: 'south' },
  { key: 'south_guangzhou', name: '广州办事处', parentKey: 'south' },
  { key: 'north', name: '华北大区', parentKey: 'hq' },
  { key: 'smb', name: '中小企业事业部', parentKey: 'hq' },
  { key: 'marketing', name: '市场部', parentKey: 'hq' },
  { key: 'service', name: '客户服务部', parentKey: 'hq' },
  { key: 'finance', name: '财务部', parentKey: 'hq' },
]

/** Key of the rep at this place of the team; the same order as `TeamParams.reps`. */
export const repKey = (teamKey: string, rep: number) => `${teamKey}_rep${rep + 1}`

/** Everyone who can sign in: admin, boss, four managers, marketing, service, finance, and the reps of the parameters. */
export function makeStaff(params: SimulationParams, rng: Rng): User[] {
  const users: User[] = []
  const names = new Set<string>()
  const mails = new Set<string>()
  const add = (key: string, title: string, role: Role, teamKey: string) => {
    let person = personName(rng)
    while (names.has(person.name) || mails.has(person.pinyin)) person = personName(rng)
    names.add(person.name)
    mails.add(person.pinyin)
    users.push({ key, name: person.name, email: `${person.pinyin}@example.com`, title, role, teamKey })
  }
  add('admin', '销售运营（管理员）', 'admin', 'hq')
  add('boss', '总经理', 'manager', 'hq')
  add('marketing', '市场经理', 'marketing', 'marketing')
  add('service', '客服主管', 'service', 'service')
  add('finance', '财务经理', 'finance', 'finance')
  for (const teamKey of Object.keys(params.teams)) {
    add(`${teamKey}_manager`, '大区经理', 'manager', teamKey)
    const offices = teams.filter((t) => t.parentKey === teamKey)
    repFactors(params, teamKey).forEach((_, i) => {
      const office = offices[i < 3 ? 0 : 1]
      add(repKey(teamKey, i), i === 0 ? '高级销售' : '销售代表', 'rep', office?.key ?? teamKey)
    })
  }
  return users
}
