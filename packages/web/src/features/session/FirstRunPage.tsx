import { BuildOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../../ui/EmptyState.tsx'

export default function FirstRunPage() {
  const { t } = useTranslation('shell')
  return <EmptyState icon={<BuildOutlined />} title={t('soon.title')} text={t('soon.text')} />
}
