import { DeleteOutlined } from '@ant-design/icons'
import { listAssignees } from '@sluice/core/assignment/contract'
import type { AssignBy } from '@sluice/core/assignment/contract'
import { Button, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useContractQuery } from '../../../api/query.ts'
import styles from './Assignment.module.css'

interface Member {
  userId: string
  values: string[]
}

/** The members of a rule, each with what is theirs where the rule compares. */
export function MembersField({ by, disabled, value = [], onChange }: { by: AssignBy; disabled: boolean; value?: readonly Member[]; onChange?: (members: Member[]) => void }) {
  const { t } = useTranslation('assignment')
  const people = useContractQuery(listAssignees, {}).data?.items ?? []
  const name = (id: string) => people.find((one) => one.user.id === id)?.user.name ?? ''
  const isNamed = by === 'territory' || by === 'product' || by === 'named_account'
  const put = (members: Member[]) => onChange?.(members)
  return (
    <div className={styles.members}>
      {value.map((member, i) => (
        <div key={member.userId} className={styles.member}>
          <span className={styles.memberName}>{name(member.userId)}</span>
          {isNamed && (
            <Select
              mode="tags"
              className={styles.values}
              disabled={disabled}
              aria-label={`${name(member.userId)} ${t(`settings.values.${by}`)}`}
              placeholder={t(`settings.values.${by}`)}
              tokenSeparators={[',', '，', '、', '\n']}
              value={member.values}
              onChange={(values: string[]) => put(value.map((one, n) => (n === i ? { ...one, values } : one)))}
              open={false}
              suffixIcon={null}
            />
          )}
          <Button type="text" disabled={disabled} icon={<DeleteOutlined />} aria-label={`${t('settings.remove')} ${name(member.userId)}`} onClick={() => put(value.filter((_, n) => n !== i))} />
        </div>
      ))}
      <Select
        aria-label={t('settings.addMember')}
        placeholder={t('settings.addMember')}
        disabled={disabled}
        value={null}
        showSearch={{ optionFilterProp: 'label' }}
        options={people.filter(({ user }) => !value.some(({ userId }) => userId === user.id)).map(({ user, team }) => ({ value: user.id, label: `${user.name} · ${team.name}` }))}
        onChange={(userId: string | null) => userId !== null && put([...value, { userId, values: [] }])}
      />
    </div>
  )
}
