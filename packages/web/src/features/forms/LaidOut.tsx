import { DownOutlined, RightOutlined } from '@ant-design/icons'
import type { Layout } from '@sluice/core/forms/contract'
import { useState } from 'react'
import type { ReactNode } from 'react'
import styles from './LaidOut.module.css'

type Section = Layout['sections'][number]

/**
 * Sections of fields as a layout says: their columns, what spans more than one, what is folded. On a narrow place all stand in one
 * column. `render` draws a field by its key, null where it does not show; a section without any is left out.
 */
export function LaidOut(props: { sections: readonly Section[]; render: (item: Section['items'][number]) => ReactNode; box: (title: string, body: ReactNode, head: ReactNode) => ReactNode }) {
  return (
    <>
      {props.sections.map((section) => (
        <LaidOutSection key={section.id} section={section} render={props.render} box={props.box} />
      ))}
    </>
  )
}

function LaidOutSection({ section, render, box }: { section: Section } & Pick<Parameters<typeof LaidOut>[0], 'render' | 'box'>) {
  const [folded, setFolded] = useState(section.isCollapsed)
  const items = section.items.map((item) => ({ item, node: render(item) })).filter(({ node }) => node !== null && node !== undefined && node !== false)
  if (items.length === 0) return null
  const head = section.isCollapsed ? (
    <button type="button" className={styles.fold} aria-expanded={!folded} onClick={() => setFolded(!folded)}>
      {folded ? <RightOutlined aria-hidden /> : <DownOutlined aria-hidden />} {section.title}
    </button>
  ) : (
    section.title
  )
  const body = folded ? null : (
    <div className={styles.container}>
      <div className={styles.grid} data-columns={section.columns}>
        {items.map(({ item, node }) => (
          <div key={item.field} data-field={item.field} className={styles.item} style={{ '--span': Math.min(item.width, section.columns) } as React.CSSProperties}>
            {node}
          </div>
        ))}
      </div>
    </div>
  )
  return <>{box(section.title, body, head)}</>
}
