import { useTranslation } from 'react-i18next'
import { ChannelSelect } from '../pickers/ChannelSelect.tsx'
import { TeamSelect } from '../pickers/TeamSelect.tsx'
import { UserSelect } from '../pickers/UserSelect.tsx'
import styles from './FunnelFilters.module.css'

/** One side of a comparison of segments: teams, sources or owners. */
export function SegmentPicker(props: { segment: 'team' | 'source' | 'owner'; side: 'A' | 'B'; value: readonly string[]; onChange: (ids: string[]) => void }) {
  const { t } = useTranslation('funnel')
  const name = t(`compare.side${props.side}`)
  const shared = { multiple: true as const, className: styles.side, placeholder: name, 'aria-label': name, value: props.value, onChange: props.onChange }
  switch (props.segment) {
    case 'team':
      return <TeamSelect {...shared} />
    case 'source':
      return <ChannelSelect {...shared} />
    case 'owner':
      return <UserSelect {...shared} />
  }
}
