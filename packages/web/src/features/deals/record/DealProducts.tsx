import { DeleteOutlined } from '@ant-design/icons'
import { setDealProducts } from '@sluice/core/pipeline/contract'
import type { DealDetail } from '@sluice/core/pipeline/contract'
import { Button, InputNumber, Popover } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../../api/client.ts'
import { absent } from '../../../ui/format.ts'
import { Section } from '../../../ui/Page.tsx'
import { useFormat } from '../../../ui/use-format.ts'
import { ProductSelect } from '../../pickers/ProductSelect.tsx'
import type { DealChange } from '../describe-change.ts'
import { AmountEditor } from '../editors.tsx'
import { useProducts } from '../lookups.ts'
import styles from './DealProducts.module.css'
import { lineMinor, productSum } from './product-sum.ts'
import { useDealPart } from './use-deal-part.ts'

type Line = DealDetail['products'][number]

/** What the deal sells: quantity and price of each product, their sum, and that sum as the deal's amount with one tap. */
export function DealProducts(props: { deal: DealDetail; onChange: (body: DealChange) => void }) {
  const { t } = useTranslation('deals')
  const format = useFormat()
  const { deal } = props
  const catalogue = useProducts().data?.items ?? []
  const change = useDealPart(deal)
  const sum = productSum(deal.products)
  const save = (products: Line[]) =>
    void change({ products }, () =>
      call(setDealProducts, { params: { id: deal.id }, body: { products: products.map(({ id, quantity, priceMinor }) => ({ id, quantity, priceMinor })) } }),
    )
  const put = (id: string, part: Partial<Line>) => save(deal.products.map((line) => (line.id === id ? { ...line, ...part } : line)))
  const add = (id: string) => {
    const product = catalogue.find((one) => one.id === id)
    if (!product || deal.products.some((line) => line.id === id)) return
    // A list price in another currency is no price of this deal.
    save([...deal.products, { id, name: product.name, quantity: 1, priceMinor: product.currency === deal.currency ? product.priceMinor : null }])
  }

  return (
    <Section
      title={t('record.products')}
      note={sum === null ? undefined : <span className="num">{t('record.productTotal', { amount: format.money(sum, deal.currency) })}</span>}
      actions={
        deal.canWrite &&
        sum !== null &&
        sum !== deal.amountMinor && (
          <Button size="small" type="link" onClick={() => props.onChange({ amountMinor: sum })}>
            {t('record.useTotal')}
          </Button>
        )
      }
    >
      {deal.products.length === 0 && !deal.canWrite && <span className={styles.none}>{t('record.noProducts')}</span>}
      {deal.products.length > 0 && (
        <ul className={styles.list}>
          {deal.products.map((line) => (
            <li key={line.id} className={styles.row}>
              <span className={styles.name} title={line.name}>
                {line.name}
              </span>
              <QuantityField value={line.quantity} disabled={!deal.canWrite} label={`${line.name} ${t('record.quantity')}`} onSave={(quantity) => put(line.id, { quantity })} />
              <PriceField line={line} currency={deal.currency} disabled={!deal.canWrite} onSave={(priceMinor) => put(line.id, { priceMinor })} />
              <span className={`num ${styles.sum}`}>{format.money(lineMinor(line), deal.currency)}</span>
              {deal.canWrite && (
                <Button
                  type="text"
                  size="small"
                  icon={<DeleteOutlined />}
                  aria-label={t('record.removeProduct', { name: line.name })}
                  onClick={() => save(deal.products.filter((one) => one.id !== line.id))}
                />
              )}
            </li>
          ))}
        </ul>
      )}
      {deal.canWrite && (
        <ProductSelect
          value={null}
          placeholder={t('record.addProduct')}
          className={styles.add}
          onChange={(id) => {
            if (id !== null) add(id)
          }}
        />
      )}
    </Section>
  )
}

/** A quantity, saved when it is left. */
function QuantityField(props: { value: number; disabled: boolean; label: string; onSave: (quantity: number) => void }) {
  const [draft, setDraft] = useState<number | null>(null)
  const save = () => {
    if (draft !== null && draft > 0 && draft !== props.value) props.onSave(draft)
    setDraft(null)
  }
  return (
    <InputNumber
      className={styles.quantity}
      min={0.0001}
      value={draft ?? props.value}
      disabled={props.disabled}
      prefix="×"
      aria-label={props.label}
      onChange={setDraft}
      onBlur={save}
      onPressEnter={save}
    />
  )
}

function PriceField(props: { line: Line; currency: string; disabled: boolean; onSave: (minor: number | null) => void }) {
  const { t } = useTranslation('deals')
  const format = useFormat()
  const [open, setOpen] = useState(false)
  const text = props.line.priceMinor === null ? absent : format.money(props.line.priceMinor, props.currency)
  if (props.disabled) return <span className={`num ${styles.price}`}>{text}</span>
  return (
    <Popover
      trigger="click"
      open={open}
      onOpenChange={setOpen}
      arrow={false}
      destroyOnHidden
      content={
        <div style={{ width: 250 }}>
          <AmountEditor
            value={props.line.priceMinor}
            currency={props.currency}
            label={t('record.price')}
            onSave={(minor) => {
              setOpen(false)
              if (minor !== props.line.priceMinor) props.onSave(minor)
            }}
          />
        </div>
      }
    >
      <Button type="text" size="small" className={`num ${styles.price}`} aria-label={t('list.edit', { field: t('record.price') })}>
        {text}
      </Button>
    </Popover>
  )
}
