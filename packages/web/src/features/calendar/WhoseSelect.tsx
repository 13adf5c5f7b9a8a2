import { listTeams, listUsers } from '@sluice/core/identity/contract'
import { permissions } from '@sluice/core/identity/role'
import { useTranslation } from 'react-i18next'
import { useContractQuery } from '../../api/query.ts'
import { LocalPicker } from '../pickers/LocalPicker.tsx'
import { seldom } from '../pickers/seldom.ts'
import { flattenTree } from '../pickers/tree-names.ts'
import { useSession } from '../session/session.ts'

/** Whose calendar: one's own, all in sight, a team's (`t:…`) or a person's (`u:…`). For those who look after more than their own. */
export function WhoseSelect({ value, onChange }: { value: string; onChange: (whose: string) => void }) {
  const { t } = useTranslation('calendar')
  const { user, teamIds } = useSession()
  const isAll = permissions[user.role].deal.read === 'all'
  const teams = useContractQuery(listTeams, {}, seldom)
  const users = useContractQuery(listUsers, {}, seldom)
  const own = (teamId: string) => isAll || teamIds.includes(teamId)
  const options = [
    { id: 'mine', name: t('whose.mine') },
    { id: 'team', name: t(isAll ? 'whose.all' : 'whose.team') },
    ...flattenTree(teams.data?.items ?? []).filter(({ row }) => own(row.id)).map(({ row, depth }) => ({ id: `t:${row.id}`, name: row.name, label: <span style={{ paddingInlineStart: depth * 14 }}>{row.name}</span> })),
    ...(users.data?.items ?? []).filter((one) => one.id !== user.id && own(one.teamId)).map((one) => ({ id: `u:${one.id}`, name: one.name, retired: one.status === 'disabled' })),
  ]
  return <LocalPicker aria-label={t('whose.label')} allowClear={false} value={value} onChange={(whose) => onChange(whose ?? 'mine')} options={options} loading={teams.isPending || users.isPending} error={teams.error ?? users.error} style={{ minWidth: 140 }} />
}
