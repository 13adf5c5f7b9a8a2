import type { Contract, ResponseOf } from '@sluice/core/lib/contract'
import {
  keepPreviousData,
  QueryClient,
  useInfiniteQuery,
  useMutation,
  useQuery,
} from '@tanstack/react-query'
import type { UseMutationOptions, UseQueryOptions } from '@tanstack/react-query'
import { ApiError } from './api-error.ts'
import { call } from './client.ts'
import type { CallArgs, CallRest } from './client.ts'

/** `[path, params, query]`: what live.ts reads to know which queries an event concerns. */
export type ContractKey = readonly [path: string, params: unknown, query: unknown, body?: unknown]

/** The cache key of a read, for `setQueryData` in optimistic updates. */
export function contractKey<C extends Contract>(contract: C, ...[args]: CallRest<C>): ContractKey {
  const given = args as { params?: unknown; query?: unknown; body?: unknown } | undefined
  const key = [contract.path, given?.params ?? null, given?.query ?? null] as const
  // A question too long for an address is sent in the body of a POST that writes nothing.
  return given?.body === undefined ? key : [...key, given.body]
}

/** Live events say what changed, so that data is not refetched by guess; a lost connection refetches all on return. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        gcTime: 10 * 60_000,
        refetchOnWindowFocus: false,
        refetchOnReconnect: true,
        // The client repeats what the network dropped; here only a server that is starting or overloaded is asked again.
        retry: (count, error) => error instanceof ApiError && [502, 503, 504].includes(error.status) && count < 3,
        retryDelay: (attempt) => Math.min(500 * 2 ** attempt, 5_000),
      },
      mutations: { retry: false },
    },
  })
}

type QueryExtras<C extends Contract> = Omit<UseQueryOptions<ResponseOf<C>, ApiError>, 'queryKey' | 'queryFn'> & {
  /** Keeps showing the last answer while a changed filter loads. */
  keepPrevious?: boolean
}

/** Reads an operation: `useContractQuery(getDeal, { params: { id } })`. */
export function useContractQuery<C extends Contract>(contract: C, args: CallArgs<C>, extras: QueryExtras<C> = {}) {
  const { keepPrevious, ...options } = extras
  return useQuery<ResponseOf<C>, ApiError>({
    ...(keepPrevious ? { placeholderData: keepPreviousData } : {}),
    ...options,
    queryKey: contractKey(contract, args as never),
    queryFn: ({ signal }) => call(contract, ...([{ ...args, signal }] as unknown as CallRest<C>)),
  })
}

/** What every keyset-paged answer has. */
export interface Page<T> {
  items: T[]
  nextCursor: string | null
}
type ItemOf<C extends Contract> = ResponseOf<C> extends { items: (infer T)[] } ? T : never

/** Reads a keyset-paged operation, page after page: `rows`, `loadMore()`, `hasMore`. `refetchInterval`: what changes without the log telling, while it is looked at; milliseconds. */
export function useContractPages<C extends Contract>(contract: C, args: CallArgs<C>, extras: { enabled?: boolean; refetchInterval?: number } = {}) {
  const loose = args as { query?: Record<string, unknown> }
  const result = useInfiniteQuery({
    ...extras,
    queryKey: [...contractKey(contract, args as never), 'pages'],
    initialPageParam: null as string | null,
    queryFn: async ({ pageParam, signal }) => {
      const query = pageParam === null ? loose.query : { ...loose.query, cursor: pageParam }
      const page = await call(contract, ...([{ ...args, query, signal }] as unknown as CallRest<C>))
      return page as unknown as Page<ItemOf<C>>
    },
    getNextPageParam: (last) => last.nextCursor,
    placeholderData: keepPreviousData,
  })
  return {
    rows: result.data?.pages.flatMap((page) => page.items) ?? [],
    firstPage: result.data?.pages[0] as ResponseOf<C> | undefined,
    pages: (result.data?.pages ?? []) as unknown as readonly ResponseOf<C>[],
    isLoading: result.isPending,
    isLoadingMore: result.isFetchingNextPage,
    isStale: result.isPlaceholderData,
    error: result.error as ApiError | null,
    hasMore: result.hasNextPage,
    loadMore: () => void (result.hasNextPage && !result.isFetchingNextPage && result.fetchNextPage()),
    retry: () => void result.refetch(),
  }
}

/** Writes with an operation: `const move = useContractMutation(moveDeal)`, `move.mutate({ params, body, ifMatch })`. */
export function useContractMutation<C extends Contract, Context = unknown>(
  contract: C,
  options: Omit<UseMutationOptions<ResponseOf<C>, ApiError, CallArgs<C>, Context>, 'mutationFn'> = {},
) {
  return useMutation<ResponseOf<C>, ApiError, CallArgs<C>, Context>({
    ...options,
    mutationFn: (args) => call(contract, ...([args] as unknown as CallRest<C>)),
  })
}
