import type { ChatApp } from '@sluice/core/messages/chat-app-contract'
import { listUsers } from '@sluice/core/identity/contract'
import { useTranslation } from 'react-i18next'
import { useContractQuery } from '../../../api/query.ts'
import { useRefresh } from '../../../api/refresh.ts'
import { BottomSheet } from '../../../ui/BottomSheet.tsx'
import { Skeletons } from '../../../ui/Skeletons.tsx'
import { PersonId } from './PersonId.tsx'
import styles from './Reach.module.css'

/** Who is whom on a platform; those of whom it is not known come first. */
export function PeopleSheet({ app, onClose }: { app: ChatApp; onClose: () => void }) {
  const { t } = useTranslation('reach')
  const refresh = useRefresh()
  const read = useContractQuery(listUsers, {})
  const idOf = (userId: string) => app.members.find((one) => one.user.id === userId)?.externalId ?? null
  const people = (read.data?.items ?? []).filter((one) => one.status === 'active').toSorted((a, b) => Number(idOf(a.id) !== null) - Number(idOf(b.id) !== null))
  return (
    <BottomSheet open width={600} title={`${t('apps.people')} · ${t(`kinds.${app.kind}`)}`} onClose={onClose}>
      <p className={styles.help}>{t('apps.peopleHelp')}</p>
      {read.isPending ? <Skeletons kind="rows" count={6} /> : people.map(({ id, name }) => (
        <PersonId key={`${id} ${idOf(id)}`} kind={app.kind} userId={id} externalId={idOf(id)} label={name} onDone={() => refresh({ type: 'config.changed', subjectType: 'config', subjectId: 'chat_app' })} />
      ))}
    </BottomSheet>
  )
}
