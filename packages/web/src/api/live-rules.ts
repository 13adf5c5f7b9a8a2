/** What a live message says: something happened to one subject. It carries no data; the queries it names are read again. */
export interface LiveMessage {
  id: string
  type: string
  subjectType: string
  subjectId: string
  pipelineId?: string | null
}

/** A cached read, as `contractKey` names it. */
export interface ReadKey {
  path: string
  params: Record<string, unknown> | null
  query: Record<string, unknown> | null
}

/**
 * Which reads an event concerns, by the first word of its type: `list` paths hold many subjects and are always read again,
 * under `record` only the reads whose `:id` is the subject. A path covers everything below it.
 * A new kind of event is one line here.
 */
const rules: Readonly<Record<string, { list: readonly string[]; record: readonly string[] }>> = {
  deal: { list: ['/deals', '/board', '/reports', '/today', '/search'], record: ['/deals'] },
  stay: { list: ['/board', '/reports'], record: [] },
  lead: { list: ['/leads', '/reports', '/today', '/search'], record: ['/leads'] },
  account: { list: ['/accounts', '/search'], record: ['/accounts'] },
  contact: { list: ['/contacts', '/search'], record: ['/contacts', '/accounts'] },
  activity: { list: ['/activities', '/today', '/board'], record: [] },
  task: { list: ['/activities', '/today'], record: [] },
  comment: { list: [], record: [] },
  attachment: { list: ['/attachments'], record: [] },
  tag: { list: ['/tags'], record: [] },
  view: { list: ['/views'], record: [] },
  import: { list: ['/imports'], record: ['/imports'] },
  pipeline: { list: ['/pipelines', '/board', '/reports'], record: ['/pipelines'] },
  product: { list: ['/products'], record: ['/products'] },
  user: { list: ['/users', '/session'], record: ['/users'] },
  team: { list: ['/teams', '/users'], record: ['/teams'] },
  organisation: { list: ['/session', '/organisation'], record: [] },
}

const under = (path: string, root: string) => path === root || path.startsWith(`${root}/`) || path.startsWith(`${root}-`)

/** Whether a cached read may show something else after this message. An unknown kind of event concerns every read. */
export function concerns(message: LiveMessage, read: ReadKey): boolean {
  const kind = message.type.split('.')[0] ?? message.type
  // Whatever names the subject itself is concerned, its timeline and files included: an activity is written on its deal.
  const named = [read.params?.['id'], read.query?.['subjectId'], read.query?.[`${message.subjectType}Id`]]
  if (named.includes(message.subjectId)) return true
  const rule = rules[kind]
  if (!rule) return true
  const anotherPipeline =
    typeof message.pipelineId === 'string' &&
    typeof read.query?.['pipelineId'] === 'string' &&
    read.query['pipelineId'] !== message.pipelineId
  if (anotherPipeline) return false
  const ofOneRecord = read.params !== null && typeof read.params['id'] === 'string'
  if (ofOneRecord) {
    // A read of another record of the same kind stays as it is.
    if (rule.record.some((root) => under(read.path, root))) return false
    return rule.list.some((root) => under(read.path, root))
  }
  return rule.list.some((root) => under(read.path, root))
}
