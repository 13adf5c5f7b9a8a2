import { getMessagePreferences } from '@sluice/core/messages/contract'
import type { ResponseOf } from '@sluice/core/lib/contract'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Section } from '../../../ui/Page.tsx'
import { useSession } from '../../session/session.ts'
import { PersonId } from '../reach/PersonId.tsx'

/** Who one is on the platforms whose app writes to people. */
export function OwnApps({ apps }: { apps: ResponseOf<typeof getMessagePreferences>['apps'] }) {
  const { t } = useTranslation('reach')
  const client = useQueryClient()
  const { user } = useSession()
  return (
    <Section title={t('own.title')} note={t('own.note')}>
      {apps.map(({ kind, externalId, problem }) => (
        <PersonId key={`${kind} ${externalId}`} kind={kind} userId={user.id} externalId={externalId} label={t(`kinds.${kind}`)} problem={problem} onDone={() => void client.invalidateQueries({ queryKey: [getMessagePreferences.path] })} />
      ))}
    </Section>
  )
}
