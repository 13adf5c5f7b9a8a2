import type { Contract } from '@sluice/core/lib/contract'
import { useQueryClient } from '@tanstack/react-query'
import { call } from '../../api/client.ts'
import type { CallRest } from '../../api/client.ts'
import { contractKey } from '../../api/query.ts'

/** Reads a list again and answers the present version of one of its records. */
export function useListVersion<C extends Contract>(list: C): (id: string) => Promise<number> {
  const client = useQueryClient()
  return async (id) => {
    const read = (await call(list, ...([{}] as unknown as CallRest<C>))) as { items: readonly { id: string; version: number }[] }
    client.setQueryData(contractKey(list, ...([{}] as unknown as CallRest<C>)), read)
    return read.items.find((one) => one.id === id)?.version ?? 0
  }
}
