import { Button } from 'antd'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useToast } from '../../ui/use-toast.tsx'
import styles from './Campaigns.module.css'
import { smallPicture } from './small-picture.ts'

/** A small picture, chosen from a file and made small here; as a Form.Item hands it its value. */
export function LogoField({ id, value, onChange }: { id?: string; value?: string | null; onChange?: (logo: string | null) => void }) {
  const { t } = useTranslation('campaigns')
  const toast = useToast()
  const input = useRef<HTMLInputElement>(null)
  const choose = async (file: File | undefined) => {
    if (!file) return
    try {
      onChange?.(await smallPicture(file))
    } catch {
      toast.failed({ code: 'campaign.logo' })
    }
  }
  return (
    <div className={styles.logo}>
      {value && <img src={value} alt={t('form.logo')} />}
      <input ref={input} type="file" accept="image/png,image/jpeg" style={{ display: 'none' }} aria-hidden tabIndex={-1} onChange={(event) => void choose(event.target.files?.[0]).then(() => input.current && (input.current.value = ''))} />
      <Button id={id} onClick={() => input.current?.click()}>
        {t('form.logoChoose')}
      </Button>
      {value && (
        <Button type="text" onClick={() => onChange?.(null)}>
          {t('form.logoRemove')}
        </Button>
      )}
    </div>
  )
}
