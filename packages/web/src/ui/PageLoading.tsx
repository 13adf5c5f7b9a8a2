import { useEffect, useState } from 'react'
import { Spin } from 'antd'
import styles from './PageLoading.module.css'

/** Shown only when a page takes longer than a blink, so that quick ones do not flicker. */
export function PageLoading() {
  const [late, setLate] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), 300)
    return () => clearTimeout(timer)
  }, [])
  return <div className={styles.loading}>{late && <Spin />}</div>
}
